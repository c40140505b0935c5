package dev.rehearsal.campaign.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;

/** What numbers of runs support. */
class ReliabilityTest {

    @Test
    void noFailure_inThreeHundredRuns_excludesOnePerCent() {
        assertEquals(299, Reliability.greenRuns(0.01, 0.95));
        assertEquals(0.01, Reliability.excluded(299, 0.95), 1e-4);
    }

    @Test
    void interval_ofTenInAHundred_isWilsons() {
        assertEquals(0.0552, Reliability.low(10, 100), 1e-4);
        assertEquals(0.1744, Reliability.high(10, 100), 1e-4);
    }

    @Property(tries = 300)
    void greenRuns_thatManyExcludeTheShare_andOneFewerDoNot(
            @ForAll @LongRange(min = 1, max = 900_000) long millionths) {
        double share = millionths / 1e6;
        long runs = Reliability.greenRuns(share, 0.95);

        assertTrue(Reliability.excluded(runs, 0.95) <= share * (1 + 1e-9));
        assertTrue(runs == 1 || Reliability.excluded(runs - 1, 0.95) > share * (1 - 1e-9));
    }

    @Property(tries = 300)
    void interval_holdsTheShare(
            @ForAll @LongRange(min = 1, max = 1_000_000) long runs,
            @ForAll @DoubleRange(max = 1) double share) {
        long hits = Math.round(share * runs);
        double seen = (double) hits / runs;

        assertTrue(Reliability.low(hits, runs) <= seen && seen <= Reliability.high(hits, runs));
    }
}
