package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ClocksTest {

    private static final long YEAR = 31_536_000_000_000_000L;

    @Property
    void realTime_isTheShortestAfterWhichTheClockHasAdvanced(
            @ForAll @LongRange(min = 1, max = YEAR) long nanos,
            @ForAll @IntRange(min = -900_000, max = 9_000_000) int ppm) {
        long real = Clocks.real(nanos, ppm);
        assertTrue(Clocks.scaled(real, ppm) >= nanos, () -> "too early: " + real);
        assertTrue(Clocks.scaled(real - 1, ppm) < nanos, () -> "too late: " + real);
    }

    @Property
    void clock_neverGoesBack(
            @ForAll @LongRange(min = 0, max = YEAR) long nanos,
            @ForAll @IntRange(min = -900_000, max = 9_000_000) int ppm) {
        assertTrue(Clocks.scaled(nanos + 1, ppm) >= Clocks.scaled(nanos, ppm));
    }
}
