package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Runs that take long: what a minute is enough for, on a clock that only runs move on. */
class SlowRunsTest {

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final int FEW = 1;

    /** Before each run it is asked whether there is time, so the clock goes too fast rather. */
    @Test
    void searchOfAMinute_whereARunTakes10Millis_isOneMinimalInTime() {
        for (Bug bug : Bug.all()) {
            Simulation simulation = Simulation.of(bug.settings());
            List<Run> found = bug.found(simulation, FEW, 20_000);
            assertEquals(FEW, found.size(), bug.name());
            for (Run run : found) {
                long[] nanos = {0};
                Shrunk shrunk =
                        Shrinker.of(simulation)
                                .within(MINUTE, () -> nanos[0] += 10_000_000)
                                .shrink(run);
                assertTrue(shrunk.oneMinimal(), bug.name());
                assertTrue(shrunk.runs() <= 6_000, () -> bug.name() + " " + shrunk.runs());
                assertTrue(shrunk.after().fails(run.violation().get().signature()), bug.name());
            }
        }
    }

    @Test
    void searchThatIsOutOfSteps_isOneMinimalAndLocal() {
        Bug bug = Bug.all().getFirst();
        Simulation simulation = Simulation.of(bug.settings());
        for (Run run : bug.found(simulation, FEW, 20_000)) {
            Shrunk shrunk = Shrinker.of(simulation).steps(20_000).shrink(run);
            assertTrue(shrunk.oneMinimal());
            assertEquals(Standing.LOCAL, shrunk.standing());
            assertTrue(!shrunk.exhausted());
        }
    }

    /** Two thousand operations in one run, of which three are left. */
    @Test
    void longRun_isOneMinimalAfterFewRuns() {
        Bug bug = Bug.all().getFirst();
        Simulation simulation =
                Simulation.of(bug.settings().with("clients", "20").with("operations", "100"));
        Run run = bug.found(simulation, 1, 100).getFirst();
        assertEquals(2_000, run.story().operations().size());
        Shrunk shrunk = Shrinker.of(simulation).steps(2_000_000).shrink(run);
        assertTrue(shrunk.oneMinimal());
        assertTrue(shrunk.after().story().operations().size() <= 4);
    }
}
