package dev.rehearsal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Held;
import dev.rehearsal.history.model.KeyValue;

import io.vavr.collection.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

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
        // Events lie on even indices, so that those of the widened operation are events of their
        // own.
        List<Operation<I, O>> operations = new ArrayList<>();
        for (Operation<I, O> operation : sample.history(seed, size).operations()) {
            operations.add(
                    new Operation<>(
                            operation.number(),
                            operation.process(),
                            operation.input(),
                            operation.outcome(),
                            operation.output(),
                            2 * operation.invokedAt() + 20,
                            operation.completedAt() == Operation.OPEN
                                    ? Operation.OPEN
                                    : 2 * operation.completedAt() + 20));
        }
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
                        operation.invokedAt() - 9,
                        operation.completedAt() == Operation.OPEN
                                ? Operation.OPEN
                                : operation.completedAt() + 9));
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

    /** A value that lands in one bucket with all others. */
    private record Colliding(int value) {
        @Override
        public int hashCode() {
            return 7;
        }

        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    @Tag("long")
    @Property(tries = 2_500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void verdicts_valuesWithOtherHashes_areTheSameToTheLetter(@ForAll long seed) {
        verdict_valuesWithOtherHashes_isTheSameToTheLetter(seed);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void verdict_valuesWithOtherHashes_isTheSameToTheLetter(@ForAll long seed) {
        String spread = verdict(seed, value -> value);
        String colliding = verdict(seed, Colliding::new);
        assertEquals(spread, colliding);
    }

    private static String verdict(long seed, IntFunction<Object> value) {
        SplittableRandom random = new SplittableRandom(seed);
        History.Builder<KeyValue.Call<Object, Object>, Answer<Object>> builder = History.builder();
        int[] open = {-1, -1, -1, -1};
        KeyValue<Object, Object> model = KeyValue.empty();
        for (int i = 0; i < 30; i++) {
            int process = random.nextInt(4);
            if (open[process] >= 0) {
                Answer<Object> answer =
                        builder.build().operations().get(open[process]).input()
                                        instanceof KeyValue.Get<Object, Object>
                                ? Answer.value(
                                        random.nextInt(3) == 0
                                                ? null
                                                : value.apply(random.nextInt(3)))
                                : Answer.done();
                builder.ok(open[process], answer);
                open[process] = -1;
            } else {
                Object key = value.apply(random.nextInt(2));
                open[process] =
                        builder.invoke(
                                process,
                                random.nextBoolean()
                                        ? new KeyValue.Get<>(key)
                                        : new KeyValue.Put<>(key, value.apply(random.nextInt(3))));
            }
        }
        History<KeyValue.Call<Object, Object>, Answer<Object>> history = builder.build();
        Verdict<?, KeyValue.Call<Object, Object>, Answer<Object>> sequential =
                Consistency.sequential(model).budget(20_000).check(history);
        var linearizable = Consistency.linearizable(model).check(history);
        String text = linearizable + " " + sequential;
        return linearizable
                        instanceof
                        Verdict.Violated<
                                        Map<Object, Held<Object>>,
                                        KeyValue.Call<Object, Object>,
                                        Answer<Object>>
                                violated
                ? text + Explanation.of(model, history, violated).text(model)
                : text;
    }

    @Provide
    Arbitrary<Sample<?, ?, ?>> samples() {
        return Arbitraries.of(Sample.all());
    }
}
