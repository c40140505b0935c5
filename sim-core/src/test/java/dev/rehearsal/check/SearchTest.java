package dev.rehearsal.check;

import static dev.rehearsal.check.Graph.to;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Result.Limit;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The search engine, beside a plain one. Over 500 lines: all cases share the small models. */
class SearchTest {

    private static Result search(Options options, Model<?, ?> model) {
        return Search.with(options).run(model);
    }

    private static dev.rehearsal.check.Property<Integer> never(int state) {
        return dev.rehearsal.check.Property.always("never " + state, s -> s != state);
    }

    // ------------------------------------------------------------------------------ random graphs

    /** Graphs of 1 to 40 states with up to 4 steps from each. */
    @Provide
    Arbitrary<List<List<Integer>>> graphs() {
        return Arbitraries.integers()
                .between(1, 40)
                .flatMap(n ->
                        Arbitraries.integers()
                                .between(0, n - 1)
                                .list()
                                .ofMaxSize(4)
                                .list()
                                .ofSize(n));
    }

    private static Graph graph(
            List<List<Integer>> steps, Vector<dev.rehearsal.check.Property<Integer>> properties) {
        return new Graph(Vector.ofAll(steps).map(Vector::ofAll), properties, Integer.MAX_VALUE);
    }

    /** The distance of each state that can be reached. */
    private static Map<Integer, Integer> distances(List<List<Integer>> steps) {
        Map<Integer, Integer> distances = new HashMap<>();
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        distances.put(0, 0);
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int next : steps.get(state)) {
                if (distances.putIfAbsent(next, distances.get(state) + 1) == null) {
                    queue.add(next);
                }
            }
        }
        return distances;
    }

    @Property(tries = 300)
    void search_ofAnyGraph_countsWhatAPlainSearchCounts(
            @ForAll("graphs") List<List<Integer>> steps) {
        Map<Integer, Integer> distances = distances(steps);
        int wanted = steps.size() - 1;
        Graph graph =
                graph(
                        steps,
                        Vector.of(
                                never(wanted),
                                dev.rehearsal.check.Property.sometimes("last", s -> s == wanted)));
        for (Strategy strategy : Strategy.values()) {
            for (int threads : new int[] {1, 2}) {
                Options options =
                        Options.DEFAULT.strategy(strategy).threads(threads).keepingGoing();
                Result result = search(options, graph);
                assertEquals(End.EXHAUSTED, result.end());
                assertEquals(distances.size(), result.distinct());
                assertEquals(
                        1 + distances.keySet().stream().mapToInt(s -> steps.get(s).size()).sum(),
                        result.generated());
                assertEquals(
                        distances.keySet().stream().filter(s -> steps.get(s).isEmpty()).count(),
                        result.terminal());
                boolean reached = distances.containsKey(wanted);
                assertEquals(
                        reached ? Finding.VIOLATED : Finding.HOLDS,
                        result.verdicts().get(0).finding());
                assertEquals(
                        reached ? Finding.FOUND : Finding.NOT_FOUND,
                        result.verdicts().get(1).finding());
                if (strategy == Strategy.BREADTH_FIRST) {
                    assertEquals(
                            distances.values().stream().mapToInt(d -> d).max().orElseThrow(),
                            result.depth().get());
                    if (reached) {
                        assertEquals(
                                distances.get(wanted),
                                result.verdicts().get(0).path().get().actions().size());
                    }
                }
            }
        }
    }

    /** Whether there is a way through states below {@code limit} to an end or into a cycle. */
    private static boolean avoids(
            List<List<Integer>> steps, int state, int limit, List<Integer> on) {
        if (state >= limit) {
            return false;
        }
        if (on.contains(state)) {
            return true;
        }
        List<Integer> others = steps.get(state).stream().filter(next -> next != state).toList();
        List<Integer> path = new ArrayList<>(on);
        path.add(state);
        return others.isEmpty()
                || others.stream().anyMatch(next -> avoids(steps, next, limit, path));
    }

    @Provide
    Arbitrary<List<List<Integer>>> smallGraphs() {
        return Arbitraries.integers()
                .between(1, 8)
                .flatMap(n ->
                        Arbitraries.integers()
                                .between(0, n - 1)
                                .list()
                                .ofMaxSize(3)
                                .list()
                                .ofSize(n));
    }

    @Property(tries = 500)
    void eventually_ofAnyGraph_isWhatEveryPathSays(
            @ForAll("smallGraphs") List<List<Integer>> steps) {
        int limit = Math.max(1, steps.size() - 1);
        Graph graph =
                graph(
                        steps,
                        Vector.of(
                                dev.rehearsal.check.Property.eventually("up", s -> s >= limit),
                                dev.rehearsal.check.Property.leadsTo(
                                        "odd", s -> s % 2 == 1, s -> s >= limit)));
        Result result = search(Options.DEFAULT.keepingGoing(), graph);

        assertEquals(
                avoids(steps, 0, limit, List.of()) ? Finding.VIOLATED : Finding.HOLDS,
                result.verdict("up").finding());
        boolean stuck =
                distances(steps).keySet().stream()
                        .anyMatch(s -> s % 2 == 1 && avoids(steps, s, limit, List.of()));
        assertEquals(stuck ? Finding.VIOLATED : Finding.HOLDS, result.verdict("odd").finding());
        result.verdicts()
                .flatMap(Result.Verdict::path)
                .forEach(path -> {
                    int state = 0;
                    for (String action : path.actions()) {
                        assertTrue(steps.get(state).contains(Integer.parseInt(action)));
                        state = Integer.parseInt(action);
                    }
                    int last = state;
                    assertTrue(
                            path.loop()
                                    .map(loop -> path.states().get(loop).equals("" + last))
                                    .getOrElse(steps.get(last).stream().allMatch(s -> s == last)));
                });
    }

    // ------------------------------------------------------------------- mistakes that others made

    @Test
    void fingerprint_ofNeighbouringSetsAndMaps_keepsThemApart() {
        for (int n = 1; n <= 8; n++) {
            assertEquals(1L << n, search(Options.DEFAULT, new TimersOfMany(n)).distinct());
        }
    }

    /** Actors with one equal timer each, which can go off. */
    private record TimersOfMany(int actors) implements Model<Vector<TreeSet<String>>, Integer> {

        @Override
        public Vector<Vector<TreeSet<String>>> initial() {
            return Vector.of(Vector.fill(actors, () -> TreeSet.of("tick")));
        }

        @Override
        public void actions(Vector<TreeSet<String>> state, Consumer<? super Integer> enabled) {
            for (int i = 0; i < actors; i++) {
                if (!state.get(i).isEmpty()) {
                    enabled.accept(i);
                }
            }
        }

        @Override
        public Vector<TreeSet<String>> next(Vector<TreeSet<String>> state, Integer action) {
            return state.update(action, TreeSet.empty());
        }

        @Override
        public Vector<dev.rehearsal.check.Property<Vector<TreeSet<String>>>> properties() {
            return Vector.empty();
        }
    }

    @Test
    void timeLimit_whateverTheThreadThatWorks_endsTheSearch() {
        for (Strategy strategy : Strategy.values()) {
            for (int threads = 1; threads <= 3; threads++) {
                AtomicLong clock = new AtomicLong();
                Result result =
                        Search.with(
                                        Options.DEFAULT
                                                .strategy(strategy)
                                                .threads(threads)
                                                .nanos(1_000))
                                .timedBy(clock::incrementAndGet)
                                .run(new Endless());
                assertEquals(End.LIMIT, result.end());
                assertEquals(Option.some(Limit.TIME), result.limit());
                assertEquals(Finding.INCONCLUSIVE, result.verdicts().head().finding());
            }
        }
    }

    /** Pairs of numbers that grow without end. */
    private record Endless() implements Model<Vector<Long>, Integer> {
        @Override
        public Vector<Vector<Long>> initial() {
            return Vector.of(Vector.of(0L, 0L));
        }

        @Override
        public void actions(Vector<Long> state, Consumer<? super Integer> enabled) {
            enabled.accept(0);
            enabled.accept(1);
        }

        @Override
        public Vector<Long> next(Vector<Long> state, Integer action) {
            return state.update(action, state.get(action) + 1);
        }

        @Override
        public Vector<dev.rehearsal.check.Property<Vector<Long>>> properties() {
            return Vector.of(dev.rehearsal.check.Property.always("true", _ -> true));
        }
    }

    @Test
    void breadthFirst_whileAnotherPropertyIsOpen_keepsTheShortestCounterexample() {
        Graph graph =
                Graph.of(
                        Vector.of(
                                dev.rehearsal.check.Property.always("small", s -> s < 2), never(5)),
                        to(1, 3),
                        to(2),
                        to(5),
                        to(4),
                        to(2),
                        to());
        for (int threads : new int[] {1, 2}) {
            Result result = search(Options.DEFAULT.keepingGoing().threads(threads), graph);
            assertEquals(Vector.of("3"), result.verdict("small").path().get().actions());
            assertEquals(
                    Vector.of("1", "2", "5"), result.verdict("never 5").path().get().actions());
        }
    }

    @Test
    void eventually_onACycleBesideThePathThatReachesIt_isViolated() {
        Graph graph =
                Graph.of(
                        Vector.of(dev.rehearsal.check.Property.eventually("end", s -> s == 3)),
                        to(1),
                        to(2, 3),
                        to(1),
                        to());

        Result.Verdict verdict = search(Options.DEFAULT, graph).verdict("end");

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals(Vector.of("1", "2", "1"), verdict.path().get().actions());
        assertEquals(Option.some(1), verdict.path().get().loop());
    }

    @Test
    void eventually_onAPathThatJoinsOneOnWhichItHappened_isViolated() {
        Graph graph =
                Graph.of(
                        Vector.of(dev.rehearsal.check.Property.eventually("by 1", s -> s == 1)),
                        to(1, 2),
                        to(3),
                        to(3),
                        to());

        Result.Verdict verdict = search(Options.DEFAULT, graph).verdict("by 1");

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals(Vector.of("2", "3"), verdict.path().get().actions());
    }

    @Test
    void eventually_withADepthLimit_isInconclusive() {
        Graph graph = Graph.line(10, dev.rehearsal.check.Property.eventually("never", s -> s > 10));

        assertEquals(
                Finding.INCONCLUSIVE,
                search(Options.DEFAULT.depth(5), graph).verdict("never").finding());
        assertEquals(Finding.VIOLATED, search(Options.DEFAULT, graph).verdict("never").finding());
    }

    @Test
    void eventually_behindTheBoundary_isInconclusive() {
        Graph graph = Graph.line(10, dev.rehearsal.check.Property.eventually("ten", s -> s == 10));

        assertEquals(
                Finding.INCONCLUSIVE,
                search(Options.DEFAULT, graph.within(5)).verdict("ten").finding());
        assertEquals(Finding.HOLDS, search(Options.DEFAULT, graph).verdict("ten").finding());
    }

    // ------------------------------------------------------------------------------------- limits

    @Test
    void stateLimit_isReachedExactlyAndNeverProves() {
        for (Strategy strategy : Strategy.values()) {
            Options options = Options.DEFAULT.strategy(strategy);
            Result limited = search(options.states(7), Graph.line(10, never(11)));
            assertEquals(End.LIMIT, limited.end());
            assertEquals(Option.some(Limit.STATES), limited.limit());
            assertEquals(7, limited.distinct());
            assertEquals(Finding.INCONCLUSIVE, limited.verdicts().head().finding());
            Result enough = search(options.states(11), Graph.line(10, never(11)));
            assertEquals(End.EXHAUSTED, enough.end());
            assertEquals(Finding.HOLDS, enough.verdicts().head().finding());
        }
    }

    @Test
    void depthLimit_looksAtTheStatesAtItsEndAndNeverProves() {
        for (Strategy strategy : Strategy.values()) {
            Options options = Options.DEFAULT.strategy(strategy);
            Result limited = search(options.depth(5), Graph.line(10, never(11)));
            assertEquals(End.LIMIT, limited.end());
            assertEquals(Option.some(Limit.DEPTH), limited.limit());
            assertEquals(6, limited.distinct());
            assertEquals(End.VIOLATED, search(options.depth(5), Graph.line(10, never(5))).end());
            assertEquals(End.LIMIT, search(options.depth(5), Graph.line(10, never(6))).end());
            assertEquals(End.EXHAUSTED, search(options.depth(10), Graph.line(10, never(11))).end());
        }
    }

    @Test
    void memoryLimit_endsTheSearchAndNeverProves() {
        for (int threads : new int[] {1, 2}) {
            Result result = search(Options.DEFAULT.memory(1 << 20).threads(threads), new Endless());
            assertEquals(End.LIMIT, result.end());
            assertEquals(Option.some(Limit.MEMORY), result.limit());
        }
    }

    @Test
    void tables_withoutRoomOnTheHeap_areInFilesAndTheResultIsTheSame() {
        Options options = Options.DEFAULT.states(300_000);

        assertEquals(
                search(options, new Endless()),
                search(options.heap(1 << 18).threads(2), new Endless()));
    }

    @Test
    void modelThatThrows_reachesTheCaller() {
        RuntimeException thrown = new IllegalStateException("broken");
        Graph graph =
                Graph.line(
                        10,
                        dev.rehearsal.check.Property.always(
                                "throws",
                                s -> {
                                    if (s == 7) {
                                        throw thrown;
                                    }
                                    return true;
                                }));
        for (int threads : new int[] {1, 2}) {
            assertSame(
                    thrown,
                    assertThrows(
                            IllegalStateException.class,
                            () -> search(Options.DEFAULT.threads(threads), graph)));
        }
    }

    @Test
    void symmetry_thatNobodyDeclared_isRefused() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> search(Options.DEFAULT.symmetric(), Graph.line(1, never(2))));
        assertEquals("symmetry must be declared by the model: model=Graph", refused.getMessage());
    }

    @Test
    void search_withoutKeepGoing_endsAtTheFirstViolationAndProvesNothingElse() {
        Graph graph =
                new Graph(
                        Graph.line(10, never(3)).steps(),
                        Vector.of(
                                never(3),
                                never(20),
                                dev.rehearsal.check.Property.sometimes("one", s -> s == 1),
                                dev.rehearsal.check.Property.sometimes("nine", s -> s == 9)),
                        Integer.MAX_VALUE);

        Result result = search(Options.DEFAULT, graph);

        assertEquals(End.VIOLATED, result.end());
        assertEquals(
                Vector.of(
                        Finding.VIOLATED,
                        Finding.INCONCLUSIVE,
                        Finding.FOUND,
                        Finding.INCONCLUSIVE),
                result.verdicts().map(Result.Verdict::finding));
    }

    // --------------------------------------------------------------------------------- refinement

    /** A holder of a lock hands it on; the specification is who held it, in order. */
    private record Lock(int wrongAt) implements Model<Vector<Integer>, Integer> {
        @Override
        public Vector<Vector<Integer>> initial() {
            return Vector.of(Vector.of(0));
        }

        @Override
        public void actions(Vector<Integer> held, Consumer<? super Integer> enabled) {
            if (held.size() < 5) {
                enabled.accept(held.size() == wrongAt ? 2 : 1);
            }
        }

        @Override
        public Vector<Integer> next(Vector<Integer> held, Integer by) {
            return held.append(held.last() + by);
        }

        @Override
        public Vector<dev.rehearsal.check.Property<Vector<Integer>>> properties() {
            return Vector.empty();
        }
    }

    @Test
    void refinement_ofTheSpecificationItself_holdsWithTheSameStates() {
        Model<Vector<Integer>, Integer> lock = new Lock(-1);
        Refinement<Vector<Integer>, Vector<Integer>> refinement = Refinement.of(lock, held -> held);

        Result result = search(Options.DEFAULT, refinement.of(lock));

        assertEquals(End.EXHAUSTED, result.end());
        assertEquals(5, result.distinct());
        assertEquals(Finding.HOLDS, result.verdict(Refinement.NAME).finding());
    }

    @Test
    void refinement_withAStepThatIsNone_showsItWithBothAbstractStates() {
        Refinement<Vector<Integer>, Vector<Integer>> refinement =
                Refinement.of(new Lock(-1), held -> held);

        Result.Verdict verdict =
                search(Options.DEFAULT, refinement.of(new Lock(3))).verdict(Refinement.NAME);

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals(
                "this is no step of the specification: before=Vector(0, 1, 2) after=Vector(0, 1,"
                        + " 2, 4); it allows 1 → Vector(0, 1, 2, 3)",
                verdict.message());
        assertEquals(Vector.of("1", "1", "2"), verdict.path().get().actions());
    }

    @Test
    void refinement_withStepsThatSkip_holdsOnlyWhereSeveralAreAllowed() {
        Model<Vector<Integer>, Integer> spec = new Lock(-1);
        Model<Vector<Integer>, Integer> steps = new Lock(-1);
        Refinement<Vector<Integer>, Vector<Integer>> even =
                Refinement.of(spec, held -> held.size() % 2 == 1 ? held : held.init());

        assertEquals(
                Finding.VIOLATED,
                search(Options.DEFAULT, even.of(steps)).verdict(Refinement.NAME).finding());
        assertEquals(
                Finding.HOLDS,
                search(Options.DEFAULT, even.within(2).of(steps))
                        .verdict(Refinement.NAME)
                        .finding());
    }

    @Test
    void refinement_withoutCorrespondence_isViolated() {
        Model<Vector<Integer>, Integer> lock = new Lock(-1);
        Refinement<Vector<Integer>, Integer> refinement =
                new Refinement<>(
                        new Counter(),
                        held -> held.size() - 1,
                        1,
                        (held, count) -> count < 3 ? null : "too many: holders=" + held.size());

        assertEquals(
                "too many: holders=4: before=2 after=3",
                search(Options.DEFAULT, refinement.of(lock)).verdict(Refinement.NAME).message());
    }

    private record Counter() implements Model<Integer, Integer> {
        @Override
        public Vector<Integer> initial() {
            return Vector.of(0);
        }

        @Override
        public void actions(Integer state, Consumer<? super Integer> enabled) {
            enabled.accept(1);
        }

        @Override
        public Integer next(Integer state, Integer action) {
            return state + action;
        }

        @Override
        public Vector<dev.rehearsal.check.Property<Integer>> properties() {
            return Vector.empty();
        }
    }

    @Test
    void collisionProbability_growsWithTheSquareOfTheStates() {
        Result result = search(Options.DEFAULT, Graph.line(10, never(11)));

        assertEquals(11 * 10 / Math.pow(2, 65), result.collisionProbability(), 1e-25);
    }
}
