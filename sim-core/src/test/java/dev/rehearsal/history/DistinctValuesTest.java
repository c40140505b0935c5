package dev.rehearsal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.FifoQueue;
import dev.rehearsal.history.model.PriorityQueue;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.history.model.Stack;

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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * What is inferred from distinct values says the same as the search without it, on histories of up
 * to 14 operations.
 */
class DistinctValuesTest {

    /** A container and its two operations. */
    record Subject<S, I>(
            String name,
            Model<S, I, Answer<Integer>> model,
            IntFunction<I> put,
            I take,
            int firstValue) {}

    @Tag("long")
    @Property(tries = 60_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void inference_manyHistories_agreesWithSearch(
            @ForAll("subjects") Subject<?, ?> subject,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 14) int size) {
        agrees(subject, seed, size);
    }

    @Property(tries = 12_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void inference_randomHistory_agreesWithSearch(
            @ForAll("subjects") Subject<?, ?> subject,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 14) int size) {
        agrees(subject, seed, size);
    }

    private static <S, I> void agrees(Subject<S, I> subject, long seed, int size) {
        History<I, Answer<Integer>> history = history(subject, seed, size);
        Set<Rules> plain = Rules.all();
        plain.remove(Rules.FAST_PATHS);
        Verdict<S, I, Answer<Integer>> guided =
                Consistency.linearizable(subject.model()).check(history);
        Verdict<S, I, Answer<Integer>> searched =
                Consistency.linearizable(subject.model()).rules(plain).check(history);
        assertEquals(searched.holds(), guided.holds(), () -> history + " " + guided);
        if (guided instanceof Verdict.Violated<S, I, Answer<Integer>> one
                && searched instanceof Verdict.Violated<S, I, Answer<Integer>> other) {
            boolean exact = one.first().exact() && other.first().exact();
            assertTrue(
                    !exact || one.badPrefixEnd() == other.badPrefixEnd(),
                    () -> history + " " + guided + " " + searched);
        }
    }

    private static <S, I> History<I, Answer<Integer>> history(
            Subject<S, I> subject, long seed, int size) {
        record Open<I>(int operation, int process, I input, Answer<Integer> output) {}
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(random.nextInt(values.size() + 1), subject.firstValue() + i);
        }
        History.Builder<I, Answer<Integer>> builder = History.builder();
        S state = subject.model().initial();
        List<Integer> idle =
                new ArrayList<>(List.of(0, 1, 2, 3, 4).subList(0, 2 + random.nextInt(4)));
        List<Open<I>> open = new ArrayList<>();
        int fresh = 5;
        int invoked = 0;
        while (invoked < size || !open.isEmpty()) {
            if (invoked < size && !idle.isEmpty() && (open.isEmpty() || random.nextBoolean())) {
                int process = idle.remove(random.nextInt(idle.size()));
                I input =
                        random.nextBoolean()
                                ? subject.put().apply(values.get(invoked))
                                : subject.take();
                open.add(new Open<>(builder.invoke(process, input), process, input, null));
                invoked++;
                continue;
            }
            int at = random.nextInt(open.size());
            Open<I> one = open.get(at);
            if (one.output() == null) {
                Answer<Integer> output = null;
                for (int v = -2; v < size && output == null; v++) {
                    Integer first = subject.firstValue() == 0 ? null : 0;
                    Answer<Integer> answer =
                            switch (v) {
                                case -2 -> Answer.done();
                                case -1 -> Answer.value(first);
                                default -> Answer.value(subject.firstValue() + v);
                            };
                    if (subject.model().step(state, one.input(), answer)
                            instanceof Step.Legal<S>(List<S> next)) {
                        output = answer;
                        state = next.getFirst();
                    }
                }
                if (output instanceof Answer.Value<Integer> && random.nextInt(12) == 0) {
                    output = Answer.value(subject.firstValue() + random.nextInt(size));
                }
                open.set(at, new Open<>(one.operation(), one.process(), one.input(), output));
                continue;
            }
            open.remove(at);
            if (random.nextInt(8) == 0) {
                builder.unknown(one.operation());
                idle.add(fresh++);
            } else {
                builder.ok(one.operation(), one.output());
                idle.add(one.process());
            }
        }
        return builder.build();
    }

    @Provide
    Arbitrary<Subject<?, ?>> subjects() {
        return Arbitraries.of(
                new Subject<>(
                        "fifo-queue",
                        FifoQueue.<Integer>empty(),
                        FifoQueue.Enqueue::new,
                        new FifoQueue.Dequeue<>(),
                        0),
                new Subject<>(
                        "stack", Stack.<Integer>empty(), Stack.Push::new, new Stack.Pop<>(), 0),
                new Subject<>(
                        "priority-queue",
                        PriorityQueue.<Integer>empty(),
                        PriorityQueue.Insert::new,
                        new PriorityQueue.RemoveLeast<>(),
                        0),
                new Subject<>(
                        "register",
                        Register.<Integer>holding(0),
                        Register.Write::new,
                        new Register.Read<>(),
                        1));
    }
}
