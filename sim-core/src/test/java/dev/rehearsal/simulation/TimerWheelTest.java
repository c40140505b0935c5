package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

class TimerWheelTest {

    private static final long POLL = -1;

    private record Due(long nanos, int number) {}

    /** How far ahead the next item is due, near and far; or {@link #POLL}. */
    @Provide
    Arbitrary<Long> steps() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(POLL)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(0L)),
                net.jqwik.api.Tuple.of(2, Arbitraries.longs().between(0, 3)),
                net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(250, 260)),
                net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(65_530, 65_540)),
                net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(0, 3_600_000_000_000L)),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.integers().between(0, 62).map(bit -> (1L << bit) - 1)),
                net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(0, Long.MAX_VALUE)));
    }

    @Property(tries = 2_000)
    void items_addedAndPolledInAnyOrder_comeAsFromAHeapOverTimeAndNumber(
            @ForAll @Size(max = 200) List<@From("steps") Long> steps) {
        var wheel = new TimerWheel();
        var heap =
                new PriorityQueue<>(
                        Comparator.comparingLong(Due::nanos).thenComparing(Due::number));
        int number = 0;
        for (long step : steps) {
            if (step == POLL) {
                assertSamePoll(wheel, heap);
            } else {
                long nanos = Math.max(wheel.now(), wheel.now() + step);
                var due = new Due(nanos, number++);
                wheel.add(nanos, due);
                heap.add(due);
            }
            assertEquals(heap.size(), wheel.size());
        }
        while (!heap.isEmpty()) {
            assertSamePoll(wheel, heap);
        }
        assertNull(wheel.poll());
    }

    private static void assertSamePoll(TimerWheel wheel, PriorityQueue<Due> heap) {
        Due expected = heap.poll();
        assertEquals(expected, wheel.poll());
        if (expected != null) {
            assertEquals(expected.nanos(), wheel.now());
        }
    }

    @Property(tries = 500)
    void items_ofOneInstant_comeInTheOrderInWhichTheyWereAdded(
            @ForAll @Size(min = 1, max = 30) List<@From("steps") Long> ahead) {
        var wheel = new TimerWheel();
        long instant = 1L << 40;
        int added = 0;
        for (long step : ahead) {
            if (step > 0 && wheel.now() + step > 0 && wheel.now() + step < instant) {
                wheel.add(wheel.now() + step, "on the way");
                wheel.poll();
            }
            wheel.add(instant, added++);
            // The way there must not have taken one of them.
            assertEquals(added, wheel.size());
        }
        for (int i = 0; i < added; i++) {
            assertEquals(i, wheel.poll());
            assertEquals(instant, wheel.now());
        }
    }

    @Test
    void item_dueInThePast_isRefused() {
        var wheel = new TimerWheel();
        wheel.add(5, "x");
        wheel.poll();
        assertThrows(IllegalArgumentException.class, () -> wheel.add(4, "y"));
        wheel.add(5, "z");
        assertEquals("z", wheel.poll());
    }

    @Test
    void item_dueAtTheEndOfTime_comesThen() {
        var wheel = new TimerWheel();
        wheel.add(Long.MAX_VALUE, "last");
        wheel.add(Long.MAX_VALUE - 1, "last but one");
        wheel.add(0, "first");
        assertEquals("first", wheel.poll());
        assertEquals("last but one", wheel.poll());
        assertEquals("last", wheel.poll());
        assertEquals(Long.MAX_VALUE, wheel.now());
    }

    @Property(tries = 1_000)
    void items_polledUpToALimit_areThoseDueByThen_andNothingElseMoves(
            @ForAll @Size(max = 60) List<@From("steps") Long> steps,
            @ForAll @Size(min = 1, max = 30) List<@From("steps") Long> limits) {
        var limited = new TimerWheel();
        var whole = new TimerWheel();
        int number = 0;
        for (long step : steps) {
            var due = new Due(Math.max(0, step), number++);
            limited.add(due.nanos(), due);
            whole.add(due.nanos(), due);
        }
        limits.stream()
                .sorted()
                .forEach(limit -> {
                    long before = limited.now();
                    for (Object item = limited.poll(limit);
                            item != null;
                            item = limited.poll(limit)) {
                        assertEquals(whole.poll(), item);
                        before = limited.now();
                    }
                    assertEquals(before, limited.now());
                });
        assertEquals(whole.size(), limited.size());
        while (whole.size() > 0) {
            Due next = (Due) whole.poll();
            assertNull(limited.poll(next.nanos() - 1));
            assertEquals(next, limited.poll(next.nanos()));
        }
    }
}
