package dev.rehearsal.scenarios.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.check.Model;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Search;
import dev.rehearsal.scenario.Scenario;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of states that are known from elsewhere, by every kind of search. */
class ReferenceCountsTest {

    private static final Options ALL = Options.DEFAULT.keepingGoing();

    private static Model<?, ?> model(Scenario scenario, String parameter, int value) {
        return scenario.model(scenario.settings().with(parameter, "" + value)).get();
    }

    private static Model<?, ?> commit(int rms) {
        return model(new TwoPhaseCommit(), "rms", rms);
    }

    private static Model<?, ?> increment(int threads) {
        return model(new Increment(), "threads", threads);
    }

    private static Result search(Options options, Model<?, ?> model) {
        return Search.with(options).run(model);
    }

    private static void assertCounts(
            long distinct, long generated, int depth, Options options, Model<?, ?> model) {
        for (int threads : new int[] {1, 2, 3}) {
            Result breadth = search(options.threads(threads), model);
            assertEquals(End.EXHAUSTED, breadth.end());
            assertEquals(distinct, breadth.distinct());
            assertEquals(generated, breadth.generated());
            assertEquals(depth, breadth.depth().get());
            Result deep = search(options.threads(threads).strategy(Strategy.DEPTH_FIRST), model);
            assertEquals(End.EXHAUSTED, deep.end());
            assertEquals(distinct, deep.distinct());
            assertEquals(generated, deep.generated());
            assertEquals(breadth.terminal(), deep.terminal());
            assertTrue(deep.depth().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 288, 1146, 10", "1, 12, 20, 4"})
    void twoPhaseCommit_anySearch_hasTheReferenceCounts(
            int rms, long distinct, long generated, int depth) {
        assertCounts(distinct, generated, depth, ALL, commit(rms));
    }

    @Test
    void increment_twoThreads_hasTheReferenceCounts() {
        assertCounts(13, 15, 4, ALL, increment(2));
    }

    @Test
    void increment_twoThreadsUnderSymmetry_hasTheReferenceCounts() {
        assertCounts(8, 10, 4, ALL.symmetric(), increment(2));
    }

    @Test
    void twoPhaseCommit_isConsistentAndReachesBothAgreements() {
        Result result = search(Options.DEFAULT, commit(3));

        assertEquals(End.EXHAUSTED, result.end());
        assertEquals(Finding.HOLDS, result.verdict("consistent").finding());
        assertEquals(Finding.FOUND, result.verdict("abort agreement").finding());
        assertEquals(Finding.FOUND, result.verdict("commit agreement").finding());
        assertEquals(10, result.verdict("commit agreement").path().get().actions().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void twoPhaseCommit_hasAsManyStatesAsTheClosedForm(int rms) {
        long expected = power(6, rms) + power(4, rms) + power(2, rms);

        assertEquals(expected, search(Options.DEFAULT.threads(2), commit(rms)).distinct());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void twoPhaseCommit_underSymmetry_hasAsManyStatesAsOrbitsInAnyOrder(int rms) {
        long orbits = choose(rms + 5, 5) + choose(rms + 3, 3) + rms + 1;
        for (Strategy strategy : Strategy.values()) {
            for (int threads : new int[] {1, 2}) {
                Options options = Options.DEFAULT.symmetric().strategy(strategy).threads(threads);
                Result result = search(options, commit(rms));
                assertEquals(orbits, result.distinct());
                assertEquals(Finding.HOLDS, result.verdict("consistent").finding());
            }
        }
    }

    @Test
    void increment_isRefutedByTheShortestPath() {
        Result result = search(Options.DEFAULT, increment(3));

        assertEquals(End.VIOLATED, result.end());
        Result.Verdict verdict = result.verdict("every thread counts");
        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals(
                Vector.of("t1 reads", "t2 reads", "t1 writes", "t2 writes"),
                verdict.path().get().actions());
        assertEquals(
                "the number must be that of the finished threads: number=1 finished=2",
                verdict.message());
    }

    @Test
    void increment_underSymmetry_isRefutedByAPathThatTheModelHas() {
        Result.Path path =
                search(Options.DEFAULT.symmetric(), increment(3))
                        .verdict("every thread counts")
                        .path()
                        .get();

        assertEquals(4, path.actions().size());
        assertEquals(5, path.states().size());
        assertEquals("number=1 t1=FINISHED 0 t2=FINISHED 0 t3=READS 0", path.states().last());
    }

    private static long power(long base, int exponent) {
        long product = 1;
        for (int i = 0; i < exponent; i++) {
            product *= base;
        }
        return product;
    }

    private static long choose(int n, int k) {
        long product = 1;
        for (int i = 1; i <= k; i++) {
            product = product * (n - k + i) / i;
        }
        return product;
    }
}
