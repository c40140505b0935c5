package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.time.Duration;
import java.util.HashSet;

/** Pauses between attempts, and what is left out of them. */
class BackOffTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Property(tries = 200)
    void pause_anyJitter_isAtLeastTheShareThatStays(
            @ForAll @DoubleRange(max = 1) double jitter,
            @ForAll @IntRange(min = 1, max = 20) int failures,
            @ForAll @IntRange(max = 100) int child) {
        Duration whole = new BackOff(SECOND, SECOND.multipliedBy(8), 0).after("a", failures);
        Duration pause =
                new BackOff(SECOND, SECOND.multipliedBy(8), jitter).after("n/" + child, failures);
        assertTrue(pause.compareTo(whole) <= 0, pause::toString);
        assertTrue(pause.toNanos() >= (1 - jitter) * whole.toNanos() - 1, pause::toString);
    }

    @Property(tries = 1)
    void pauses_ofManyChildrenWithJitter_differ() {
        BackOff half = new BackOff(SECOND, SECOND, 0.5);
        var pauses = new HashSet<Duration>();
        for (int child = 0; child < 100; child++) {
            pauses.add(half.after("n/" + child, 1));
        }
        assertEquals(100, pauses.size());
        assertEquals(half.after("n/1", 3), half.after("n/1", 3));
    }

    @Property(tries = 1)
    void jitter_beyondAShare_isRefused() {
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(
                    InvalidDefinitionException.class, () -> new BackOff(SECOND, SECOND, wrong));
        }
    }
}
