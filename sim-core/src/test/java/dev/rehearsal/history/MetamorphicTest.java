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
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What must not change a verdict, on histories too long for every order. */
class MetamorphicTest {

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void verdict_processesRenamedAndEventsStretched_staysTheSame(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 24) int size) {
        renamed(sample, seed, size);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void verdict_intervalWidened_neverBecomesIllegal(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 24) int size) {
        widened(sample, seed, size);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void verdict_cutAtTheBadEvent_isIllegalAndBeforeItLegal(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 24) int size) {
        cut(sample, seed, size);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void verdictAndExplanation_madeTwice_areTheSameToTheLetter(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 4, max = 24) int size) {
        twice(sample, seed, size);
    }

    private static <S, I, O> void renamed(Sample<S, I, O> sample, long seed, int size) {
        History<I, O> history = sample.history(seed, size);
        List<Operation<I, O>> changed = new ArrayList<>();
        for (Operation<I, O> operation : history.operations()) {
            changed.add(
                    new Operation<>(
                            operation.number() + 100,
                            1_000 - operation.process(),
                            operation.input(),
                            operation.outcome(),
                            operation.output(),
                            operation.invokedAt() * 3 + 5,
                            operation.completedAt() == Operation.OPEN
                                    ? Operation.OPEN
                                    : operation.completedAt() * 3 + 5));
        }
        Verdict<S, I, O> one = Consistency.linearizable(sample.model()).check(history);
        Verdict<S, I, O> other =
                Consistency.linearizable(sample.model()).check(History.of(changed));
        assertEquals(one.holds(), other.holds());
        assertEquals(one.configurations(), other.configurations());
        if (one instanceof Verdict.Violated<S, I, O> a
                && other instanceof Verdict.Violated<S, I, O> b) {
            assertEquals(a.badPrefixEnd() * 3 + 5, b.badPrefixEnd());
        }
    }

    private static <S, I, O> void widened(Sample<S, I, O> sample, long seed, int size) {
        List<Operation<I, O>> operations = new ArrayList<>(sample.history(seed, size).operations());
        boolean before =
                Consistency.linearizable(sample.model()).check(History.of(operations)).holds();
        int at = new SplittableRandom(seed).nextInt(operations.size());
        Operation<I, O> operation = operations.get(at);
        operations.set(
                at,
                new Operation<>(
                        operation.number(),
                        5_000,
                        operation.input(),
                        operation.outcome(),
                        operation.output(),
                        Math.max(0, operation.invokedAt() - 4),
                        operation.completedAt() == Operation.OPEN
                                ? Operation.OPEN
                                : operation.completedAt() + 4));
        boolean after =
                Consistency.linearizable(sample.model()).check(History.of(operations)).holds();
        assertTrue(!before || after, () -> operations.toString());
    }

    private static <S, I, O> void cut(Sample<S, I, O> sample, long seed, int size) {
        History<I, O> history = sample.history(seed, size);
        if (Consistency.linearizable(sample.model()).check(history)
                        instanceof Verdict.Violated<S, I, O> violated
                && violated.first().exact()) {
            List<Operation<I, O>> happened =
                    history.operations().stream()
                            .filter(operation ->
                                    operation.outcome() != Outcome.FAIL
                                            || sample.model().failed(operation.input()).isPresent())
                            .toList();
            Consistency<S, I, O> check = Consistency.linearizable(sample.model());
            int end = violated.badPrefixEnd();
            assertTrue(
                    check.check(History.of(Cut.after(end, happened))).violated(),
                    () -> history.toString());
            assertTrue(
                    check.check(History.of(Cut.after(end - 1, happened))).holds(),
                    () -> history.toString());
        }
    }

    private static <S, I, O> void twice(Sample<S, I, O> sample, long seed, int size) {
        History<I, O> history = sample.history(seed, size);
        Verdict<S, I, O> one = Consistency.linearizable(sample.model()).check(history);
        Verdict<S, I, O> other =
                Consistency.linearizable(sample.model()).check(sample.history(seed, size));
        assertEquals(one, other);
        if (one instanceof Verdict.Violated<S, I, O> violated) {
            assertEquals(
                    Explanation.of(sample.model(), history, violated).text(sample.model()),
                    Explanation.of(sample.model(), history, violated).text(sample.model()));
        }
    }

    @Provide
    Arbitrary<Sample<?, ?, ?>> samples() {
        return Arbitraries.of(Sample.all());
    }
}
