package dev.rehearsal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class MonitorTest {

    @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void monitor_historyWithoutFailures_isViolatedWhereTheBadPrefixEnds(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int size) {
        violatedWhereTheBadPrefixEnds(sample, seed, size);
    }

    private static <S, I, O> void violatedWhereTheBadPrefixEnds(
            Sample<S, I, O> sample, long seed, int size) {
        History<I, O> history = sample.history(seed, size);
        boolean failures =
                history.operations().stream()
                        .anyMatch(operation -> operation.outcome() == Outcome.FAIL);
        Monitor<S, I, O> monitor = Monitor.of(sample.model());
        int violatedAt = -1;
        for (Event<I, O> event : events(history)) {
            int process = event.operation.process();
            if (event.invocation) {
                monitor = monitor.invoke(process, event.operation.input());
            } else {
                monitor =
                        switch (event.operation.outcome()) {
                            case OK -> monitor.ok(process, event.operation.output());
                            case FAIL -> monitor.fail(process);
                            case UNKNOWN -> monitor.unknown(process);
                        };
            }
            if (monitor.violated() && violatedAt < 0) {
                violatedAt = event.at;
            }
        }
        int expected = BruteForce.badPrefixEnd(sample.model(), history.operations());
        if (failures) {
            assertEquals(expected >= 0, violatedAt >= 0, () -> history.toString());
            assertTrue(violatedAt >= expected, () -> history.toString());
        } else {
            assertEquals(expected, violatedAt, () -> history.toString());
        }
    }

    private record Event<I, O>(int at, boolean invocation, Operation<I, O> operation) {}

    private static <I, O> List<Event<I, O>> events(History<I, O> history) {
        List<Event<I, O>> events = new ArrayList<>();
        for (Operation<I, O> operation : history.operations()) {
            events.add(new Event<>(operation.invokedAt(), true, operation));
            if (operation.completedAt() != Operation.OPEN) {
                events.add(new Event<>(operation.completedAt(), false, operation));
            }
        }
        events.sort((a, b) -> Integer.compare(a.at, b.at));
        return events;
    }

    @Test
    void monitor_sameStateReachedInTwoWays_isEqual() {
        Monitor<?, Register.Call<String>, Answer<String>> empty =
                Monitor.of(Register.<String>holding(null));
        var once = empty.invoke(1, new Register.Write<>("A")).ok(1, Answer.done());
        var twice = once.invoke(2, new Register.Write<>("A")).ok(2, Answer.done());
        assertEquals(once, twice);
        assertEquals(once.hashCode(), twice.hashCode());
    }

    @Test
    void monitor_completionWithoutInvocation_isRefusedWithTheProcess() {
        Monitor<?, Register.Call<String>, Answer<String>> empty =
                Monitor.of(Register.<String>holding(null));
        MalformedHistoryException refused =
                assertThrows(MalformedHistoryException.class, () -> empty.ok(3, Answer.done()));
        assertEquals("process 3 ends an operation and has none open", refused.getMessage());
    }

    @Provide
    Arbitrary<Sample<?, ?, ?>> samples() {
        return Arbitraries.of(Sample.all());
    }
}
