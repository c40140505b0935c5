package dev.rehearsal.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.Drops;
import dev.rehearsal.faults.FaultProfile;

import org.junit.jupiter.api.Test;

class PacketLossTest {

    @Test
    void greeting_thatIsNotRepeated_failsWithItsStory() {
        Rehearsal once =
                Rehearsal.simulate(new Greeting(false))
                        .under(FaultProfile.CALM.with(new Drops(0.3, 1)));
        String report = assertThrows(AssertionError.class, once::assertHolds).getMessage();
        assertTrue(report.startsWith("answered does not hold: nobody has answered"), report);
        assertTrue(
                report.contains(
                        "The String from a to b for the timer String of a does not arrive before"
                                + " the run ends."),
                report);
        assertTrue(report.contains("replay: the same with .seeds("), report);
    }

    @Test
    void summary_ofAllRuns_countsWhatTheFaultsDid() {
        Rehearsal.Summary summary =
                Rehearsal.simulate(new Greeting(true)).under("harsh").seeds(5, 25).assertHolds();
        assertEquals(20, summary.runs());
        assertTrue(summary.tallies().containsKey("drop"), summary::toString);
        assertTrue(summary.toString().startsWith("20 runs, "), summary::toString);
    }

    @Test
    void seeds_ofAnEmptyRange_areRefused() {
        assertEquals(
                "there must be a seed in [from, to): from=3 to=3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Rehearsal.simulate(new Greeting(true)).seeds(3, 3))
                        .getMessage());
    }
}
