package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.check.Result.Finding;

import io.vavr.collection.Vector;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fair ways round, in graphs whose steps are of actions that must not be put off for ever. */
class CircleTest {

    /** A way to take an action; to the state itself, it is a step that changes nothing. */
    private record Way(int action, int to) {}

    /**
     * A state.
     *
     * @param idle the actions that can also be taken so that nothing changes
     * @param waiting the actions that are due though nobody can take them now
     */
    private record Node(List<Way> ways, Set<Integer> idle, Set<Integer> waiting) {

        /** Written apart from the space: what must not be put off here for ever. */
        Set<Integer> urgent(int own) {
            Set<Integer> urgent = new HashSet<>(waiting);
            ways.stream().filter(way -> way.to != own).forEach(way -> urgent.add(way.action));
            ways.stream().filter(way -> way.to == own).forEach(way -> urgent.remove(way.action));
            urgent.removeAll(idle);
            return urgent;
        }
    }

    /** A graph in which it is demanded that on every path one of the states of a set is reached. */
    private record Actions(List<Node> nodes, Set<Integer> wanted) implements Space<Integer> {

        @Override
        public Vector<Goal> goals() {
            return Vector.of(new Goal("wanted", dev.rehearsal.check.Property.Kind.EVENTUALLY));
        }

        @Override
        public Expander<Integer> expander() {
            return new Expander<>() {
                @Override
                public void initial(Sink<Integer> sink) {
                    hand(0, sink);
                }

                @Override
                public void expand(Integer state, Sink<Integer> sink) {
                    Node node = nodes.get(state);
                    for (int action = 1; action <= 3; action++) {
                        sink.taking(action);
                        if (node.idle.contains(action)) {
                            sink.idles();
                        }
                        if (node.waiting.contains(action)) {
                            sink.waits();
                        }
                        for (Way way : node.ways) {
                            if (way.action == action) {
                                hand(way.to, sink);
                            }
                        }
                    }
                }

                private static void hand(int state, Sink<Integer> sink) {
                    if (sink.step(1 + state)) {
                        sink.reached(state);
                    }
                }

                @Override
                public long conditions(Integer state) {
                    return wanted.contains(state) ? 1 : 0;
                }

                @Override
                public boolean begins(Integer state, int goal) {
                    return true;
                }

                @Override
                public String message(Integer state, int goal) {
                    return "";
                }

                @Override
                public List<String> actions(Integer state) {
                    Trail.Steps<Integer> steps = Trail.Steps.from(this, state);
                    return steps.actions.stream().map(String::valueOf).toList();
                }

                @Override
                public Vector<String> describe(Integer state) {
                    return Vector.of(String.valueOf(state));
                }
            };
        }

        /** The states that a path can be in without having reached what is wanted. */
        private Set<Integer> without() {
            Set<Integer> reached = new HashSet<>();
            if (!wanted.contains(0)) {
                reached.add(0);
            }
            boolean more = true;
            while (more) {
                more = false;
                for (int state : Set.copyOf(reached)) {
                    for (Way way : nodes.get(state).ways) {
                        more |= !wanted.contains(way.to) && reached.add(way.to);
                    }
                }
            }
            return reached;
        }

        /**
         * Whether there is a fair path on which it never happens, after Emerson and Lei: the
         * largest set of states from each of which each action can be satisfied again within the
         * set.
         */
        boolean isAvoidable() {
            Set<Integer> left = without();
            while (true) {
                Set<Integer> next = new HashSet<>(left);
                for (int action = 1; action <= 3; action++) {
                    next.retainAll(reaching(left, action));
                }
                if (next.equals(left)) {
                    return !left.isEmpty();
                }
                left = next;
            }
        }

        /** The states of a set from which, within it, an action can be satisfied by going on. */
        private Set<Integer> reaching(Set<Integer> set, int action) {
            Set<Integer> good = new HashSet<>();
            for (int state : set) {
                Node node = nodes.get(state);
                boolean stays = node.urgent(state).isEmpty();
                boolean on = stays || node.ways.stream().anyMatch(way -> leads(state, way, set));
                boolean satisfied =
                        !node.urgent(state).contains(action)
                                || node.ways.stream()
                                        .anyMatch(way ->
                                                way.action == action && leads(state, way, set));
                if (on && satisfied) {
                    good.add(state);
                }
            }
            boolean more = true;
            while (more) {
                more = false;
                for (int state : set) {
                    if (!good.contains(state)
                            && nodes.get(state).ways.stream()
                                    .anyMatch(way -> good.contains(way.to))) {
                        more = good.add(state);
                    }
                }
            }
            return good;
        }

        private static boolean leads(int state, Way way, Set<Integer> set) {
            return way.to != state && set.contains(way.to);
        }
    }

    @Provide
    Arbitrary<Actions> graphs() {
        return Arbitraries.integers()
                .between(1, 6)
                .flatMap(size -> {
                    Arbitrary<Way> way =
                            Combinators.combine(
                                            Arbitraries.integers().between(1, 3),
                                            Arbitraries.integers().between(0, size - 1))
                                    .as(Way::new);
                    Arbitrary<Set<Integer>> few =
                            Arbitraries.frequencyOf(
                                    net.jqwik.api.Tuple.of(4, Arbitraries.just(Set.of())),
                                    net.jqwik.api.Tuple.of(
                                            1,
                                            Arbitraries.integers()
                                                    .between(1, 3)
                                                    .set()
                                                    .ofMaxSize(2)));
                    Arbitrary<Node> node =
                            Combinators.combine(way.list().ofMaxSize(4), few, few).as(Node::new);
                    return Combinators.combine(
                                    node.list().ofSize(size),
                                    Arbitraries.integers().between(1, 6).set().ofMaxSize(1))
                            .as(Actions::new);
                });
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whatMustCome_inAnyGraph_isPutOffOnlyByAFairPath(@ForAll("graphs") Actions graph) {
        Result.Verdict verdict = Search.with(Options.DEFAULT).search(graph).verdict("wanted");

        assertEquals(
                graph.isAvoidable() ? Finding.VIOLATED : Finding.HOLDS,
                verdict.finding(),
                verdict::toString);
        verdict.path().forEach(path -> assertFair(graph, path));
    }

    private static void assertFair(Actions graph, Result.Path path) {
        Vector<Integer> states = path.states().map(Integer::parseInt);
        assertTrue(states.forAll(state -> !graph.wanted.contains(state)), path::toString);
        int last = states.last();
        if (path.loop().isEmpty()) {
            assertEquals(Set.of(), graph.nodes.get(last).urgent(last), path::toString);
            return;
        }
        Vector<Integer> round = states.drop(path.loop().get());
        assertEquals(round.head(), last);
        assertTrue(round.size() > 2, path::toString);
        for (int action = 1; action <= 3; action++) {
            int one = action;
            boolean free =
                    round.exists(state -> !graph.nodes.get(state).urgent(state).contains(one));
            boolean taken =
                    round.zip(round.tail())
                            .exists(step ->
                                    graph.nodes.get(step._1).ways.contains(new Way(one, step._2)));
            assertTrue(free || taken, () -> "action " + one + " is put off: " + path);
        }
    }

    private static Node node(Set<Integer> idle, Set<Integer> waiting, Way... ways) {
        return new Node(List.of(ways), idle, waiting);
    }

    private static Finding find(Node... nodes) {
        return Search.with(Options.DEFAULT)
                .search(new Actions(List.of(nodes), Set.of(9)))
                .verdict("wanted")
                .finding();
    }

    private static final Node WANTED = node(Set.of(), Set.of());

    private static Finding reaching(Node... nodes) {
        int last = nodes.length;
        Vector<Node> all = Vector.of(nodes).append(WANTED);
        return Search.with(Options.DEFAULT)
                .search(new Actions(all.asJava(), Set.of(last)))
                .verdict("wanted")
                .finding();
    }

    @Test
    void actionThatIsAlwaysThere_isTakenInTheEnd() {
        assertEquals(
                Finding.HOLDS,
                reaching(
                        node(Set.of(), Set.of(), new Way(1, 1), new Way(2, 2)),
                        node(Set.of(), Set.of(), new Way(1, 0), new Way(2, 2))));
    }

    @Test
    void actionThatIsThereNowAndThen_mayBeMissedForEver() {
        assertEquals(
                Finding.VIOLATED,
                reaching(
                        node(Set.of(), Set.of(), new Way(1, 1), new Way(2, 2)),
                        node(Set.of(), Set.of(), new Way(1, 0))));
    }

    @Test
    void actionThatWaitsNowAndThen_isTakenInTheEnd() {
        assertEquals(
                Finding.HOLDS,
                reaching(
                        node(Set.of(), Set.of(), new Way(1, 1), new Way(2, 2)),
                        node(Set.of(), Set.of(2), new Way(1, 0))));
    }

    @Test
    void actionThatCanAlsoChangeNothing_mayChangeNothingForEver() {
        assertEquals(
                Finding.VIOLATED,
                reaching(
                        node(Set.of(2), Set.of(), new Way(1, 1), new Way(2, 2)),
                        node(Set.of(), Set.of(), new Way(1, 0), new Way(2, 2))));
        assertEquals(Finding.VIOLATED, reaching(node(Set.of(1), Set.of(), new Way(1, 1))));
    }

    @Test
    void actionThatAlsoGoesRound_isTakenThatWayForEver() {
        assertEquals(
                Finding.VIOLATED,
                reaching(
                        node(Set.of(), Set.of(), new Way(1, 1), new Way(2, 2)),
                        node(Set.of(), Set.of(), new Way(2, 0), new Way(1, 0))));
    }

    @Test
    void stateWithoutSteps_isAnEnd() {
        assertEquals(Finding.VIOLATED, find(node(Set.of(), Set.of())));
    }
}
