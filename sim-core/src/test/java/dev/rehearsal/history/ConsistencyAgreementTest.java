package dev.rehearsal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;
import net.jqwik.api.statistics.StatisticsReport;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The engine and trying every order say the same of small random histories, for each model and each
 * set of shortcuts.
 */
class ConsistencyAgreementTest {

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(
            tries = 6_000,
            seed = "4711",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.FULL)
    void linearizable_randomHistory_agreesWithEveryOrder(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int size) {
        boolean holds = linearizableAgrees(sample, seed, size, Rules.all());
        Statistics.label("holds").collect(holds).coverage(ConsistencyAgreementTest::bothOften);
    }

    private static void bothOften(StatisticsCoverage coverage) {
        coverage.check(true).percentage(share -> share > 20);
        coverage.check(false).percentage(share -> share > 20);
    }

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(
            tries = 4_000,
            seed = "4711",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.FULL)
    void sequential_randomHistory_agreesWithEveryOrder(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int size) {
        boolean holds = sequentialAgrees(sample, seed, size, Rules.all());
        Statistics.label("holds").collect(holds).coverage(ConsistencyAgreementTest::bothOften);
    }

    @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void linearizable_anyShortcutsOff_agreesWithEveryOrder(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 7) int size,
            @ForAll Set<Rules> rules) {
        linearizableAgrees(sample, seed, size, rules);
        sequentialAgrees(sample, seed, size, rules);
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void linearizable_everySingleEdit_agreesWithEveryOrder(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 6) int size) {
        everyEdit(sample, seed, size);
    }

    /** A hundred thousand histories for each model. */
    @Tag("long")
    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void linearizable_aHundredThousandHistoriesOfEachModel_agreeWithEveryOrder(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Sample<?, ?, ?> sample : Sample.all()) {
            for (int i = 0; i < 100; i++) {
                linearizableAgrees(sample, random.nextLong(), 1 + random.nextInt(8), Rules.all());
            }
        }
    }

    @Tag("long")
    @Property(tries = 40_000, edgeCases = EdgeCasesMode.NONE)
    void manyHistories_anyShortcutsOff_agreeWithEveryOrder(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int size,
            @ForAll Set<Rules> rules) {
        linearizableAgrees(sample, seed, size, rules);
        sequentialAgrees(sample, seed, size, rules);
    }

    @Tag("long")
    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void linearizable_everySingleEditOfManyHistories_agreesWithEveryOrder(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 7) int size) {
        everyEdit(sample, seed, size);
    }

    private static <S, I, O> void everyEdit(Sample<S, I, O> sample, long seed, int size) {
        List<Operation<I, O>> operations = sample.history(seed, size).operations();
        for (int at = 0; at < operations.size(); at++) {
            Operation<I, O> operation = operations.get(at);
            if (operation.outcome() != Outcome.OK) {
                continue;
            }
            List<Operation<I, O>> edited = new ArrayList<>(operations);
            for (O output : sample.outputs()) {
                edited.set(at, with(operation, operation.input(), Outcome.OK, output));
                agrees(sample.model(), edited, Rules.all());
            }
            for (I input : sample.inputs()) {
                edited.set(at, with(operation, input, Outcome.OK, operation.output()));
                agrees(sample.model(), edited, Rules.all());
            }
            edited.set(at, with(operation, operation.input(), Outcome.FAIL, null));
            agrees(sample.model(), edited, Rules.all());
            edited.set(at, with(operation, operation.input(), Outcome.UNKNOWN, null));
            agrees(sample.model(), edited, Rules.all());
            edited.remove(at);
            agrees(sample.model(), edited, Rules.all());
        }
    }

    private static <I, O> Operation<I, O> with(
            Operation<I, O> operation, I input, Outcome outcome, O output) {
        return new Operation<>(
                operation.number(),
                outcome == Outcome.UNKNOWN ? 1_000 + operation.number() : operation.process(),
                input,
                outcome,
                output,
                operation.invokedAt(),
                operation.completedAt());
    }

    private static <S, I, O> boolean linearizableAgrees(
            Sample<S, I, O> sample, long seed, int size, Set<Rules> rules) {
        return agrees(sample.model(), sample.history(seed, size).operations(), rules);
    }

    private static <S, I, O> boolean agrees(
            Model<S, I, O> model, List<Operation<I, O>> operations, Set<Rules> rules) {
        Verdict<S, I, O> verdict =
                Consistency.linearizable(model).rules(rules).check(History.of(operations));
        int expected = BruteForce.badPrefixEnd(model, operations);
        assertEquals(expected < 0, verdict.holds(), () -> operations + " " + verdict);
        if (verdict instanceof Verdict.Violated<S, I, O> violated) {
            assertEquals(expected, violated.badPrefixEnd(), () -> operations + " " + verdict);
        }
        return verdict.holds();
    }

    private static <S, I, O> boolean sequentialAgrees(
            Sample<S, I, O> sample, long seed, int size, Set<Rules> rules) {
        History<I, O> history = sample.history(seed, size);
        Verdict<S, I, O> verdict =
                Consistency.sequential(sample.model()).rules(rules).check(history);
        assertEquals(
                BruteForce.sequential(sample.model(), history.operations()),
                verdict.holds(),
                () -> history + " " + verdict);
        assertTrue(verdict.holds() || verdict.violated());
        return verdict.holds();
    }

    @Provide
    Arbitrary<Sample<?, ?, ?>> samples() {
        return Arbitraries.of(Sample.all());
    }
}
