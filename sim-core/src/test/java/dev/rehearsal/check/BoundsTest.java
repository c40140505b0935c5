package dev.rehearsal.check;

import static dev.rehearsal.check.Graph.to;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Result.Limit;

import io.vavr.collection.Vector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.concurrent.atomic.AtomicLong;

/** No bound proves anything, whatever the strategy, the threads, and the kind of property. */
class BoundsTest {

    private static final int LENGTH = 9_999;

    /** A line of states with a property of each kind that only the whole line decides. */
    private static final Graph LINE =
            new Graph(
                    Vector.range(0, LENGTH).map(i -> Vector.of(i + 1)).append(Vector.empty()),
                    Vector.of(
                            Property.always("always", s -> s <= LENGTH),
                            Property.sometimes("sometimes", s -> s == LENGTH),
                            Property.eventually("eventually", s -> s == LENGTH),
                            Property.leadsTo("leads to", s -> s == 1, s -> s == LENGTH)),
                    Integer.MAX_VALUE);

    private static Options bounded(Limit limit) {
        return switch (limit) {
            case STATES -> Options.DEFAULT.states(LENGTH);
            case DEPTH -> Options.DEFAULT.depth(LENGTH - 1);
            case TIME -> Options.DEFAULT.nanos(LENGTH / 2);
            case MEMORY -> Options.DEFAULT.memory(64 * 16 * 70);
        };
    }

    private static Result search(Options options, Graph graph) {
        return Search.with(options).timedBy(new AtomicLong()::incrementAndGet).run(graph);
    }

    @ParameterizedTest
    @EnumSource
    void bound_thatIsReached_leavesEveryPropertyOpen(Limit limit) {
        for (Strategy strategy : Strategy.values()) {
            for (int threads = 1; threads <= 3; threads++) {
                for (boolean keepGoing : new boolean[] {false, true}) {
                    Options options = bounded(limit).strategy(strategy).threads(threads);
                    Result result = search(keepGoing ? options.keepingGoing() : options, LINE);
                    assertEquals(End.LIMIT, result.end());
                    assertEquals(limit, result.limit().get());
                    assertTrue(result.distinct() <= LENGTH);
                    assertTrue(
                            result.verdicts()
                                    .forAll(verdict -> verdict.finding() == Finding.INCONCLUSIVE),
                            result::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bound_thatIsNotReached_changesNothing(Strategy strategy) {
        Options options = Options.DEFAULT.strategy(strategy);
        Result free = search(options, LINE);

        assertEquals(End.EXHAUSTED, free.end());
        assertEquals(
                Vector.of(Finding.HOLDS, Finding.FOUND, Finding.HOLDS, Finding.HOLDS),
                free.verdicts().map(Result.Verdict::finding));
        assertEquals(
                free,
                search(
                        options.states(LENGTH + 1)
                                .depth(LENGTH)
                                .nanos(Long.MAX_VALUE - 1)
                                .memory(1 << 30)
                                .heap(0)
                                .threads(2),
                        LINE));
    }

    /** What is looked into only when every state is known looks at the time, too. */
    @ParameterizedTest
    @EnumSource(
            value = Property.Kind.class,
            names = {"EVENTUALLY", "LEADS_TO"})
    void timeLimit_whileEveryPathIsLookedInto_leavesThePropertyOpen(Property.Kind kind) {
        Property<Integer> property =
                kind == Property.Kind.EVENTUALLY
                        ? Property.eventually("p", s -> s == LENGTH)
                        : Property.leadsTo("p", s -> s == 0, s -> s == LENGTH);
        Graph line = Graph.line(LENGTH, property);
        AtomicLong engine = new AtomicLong();
        Search.with(Options.DEFAULT.nanos(1L << 40)).timedBy(engine::incrementAndGet).run(line);
        long all = engine.get();

        Result result = search(Options.DEFAULT.nanos(all - 100), line);

        assertEquals(Finding.INCONCLUSIVE, result.verdict("p").finding());
        assertEquals(
                Finding.HOLDS, search(Options.DEFAULT.nanos(all + 1), line).verdict("p").finding());
    }

    // ----------------------------------------------------------------------------------- leads to

    @ParameterizedTest
    @CsvSource({"1, VIOLATED", "2, HOLDS"})
    void leadsTo_onACycleBehindTheFirstCondition_isViolated(int begins, Finding finding) {
        Graph graph =
                Graph.of(
                        Vector.of(Property.leadsTo("p", s -> s == begins, s -> s == 3)),
                        to(1, 2),
                        to(1, 4),
                        to(3),
                        to(),
                        to(1));

        Result.Verdict verdict = search(Options.DEFAULT, graph).verdict("p");

        assertEquals(finding, verdict.finding());
        assertEquals(finding == Finding.VIOLATED, verdict.path().isDefined());
    }

    /** State 3 is reached both with and without something due. */
    @ParameterizedTest
    @EnumSource
    void leadsTo_wherePathsJoin_isViolatedOnTheOneOnWhichItIsDue(Strategy strategy) {
        Graph graph =
                Graph.of(
                        Vector.of(Property.leadsTo("p", s -> s == 2, s -> s == 9)),
                        to(1, 2),
                        to(3),
                        to(3),
                        to(4),
                        to());

        Result.Verdict verdict = search(Options.DEFAULT.strategy(strategy), graph).verdict("p");

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals(Vector.of("2", "3", "4"), verdict.path().get().actions());
    }

    // --------------------------------------------------------------------- options and strategies

    @ParameterizedTest
    @EnumSource
    void keepGoing_byAnyStrategy_visitsEveryStateAndEndsExhausted(Strategy strategy) {
        Graph graph = Graph.line(100, Property.always("small", s -> s < 50));
        for (int threads : new int[] {1, 2}) {
            Options options = Options.DEFAULT.strategy(strategy).threads(threads);
            Result all = search(options.keepingGoing(), graph);
            assertEquals(End.EXHAUSTED, all.end());
            assertEquals(101, all.distinct());
            assertEquals(Finding.VIOLATED, all.verdict("small").finding());
            Result first = search(options, graph);
            assertEquals(End.VIOLATED, first.end());
            assertTrue(first.distinct() < 101, first::toString);
        }
    }
}
