package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.value.Fingerprint;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

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

    /** A node that has much to think about when it boots, which it does once in each run. */
    private record Thinking(Scenario scenario) implements Scenario {

        record Thinker() implements Actor<Long, String> {

            private static final int ROUNDS = 4_000_000;

            @Override
            public Long start(Context<String> context) {
                long thought = 1;
                for (int i = 0; i < ROUNDS; i++) {
                    thought = Fingerprint.mix(thought + i);
                }
                return thought;
            }

            @Override
            public Long receive(Long thought, String message, Context<String> context) {
                return thought;
            }
        }

        @Override
        public String name() {
            return "thinking";
        }

        @Override
        public String summary() {
            return scenario.summary();
        }

        @Override
        public Cluster cluster(Settings settings) {
            return scenario.settings().cluster().toBuilder().node("thinker", new Thinker()).build();
        }
    }

    /** Not on a clock of its own: how long it really takes, for people to read. */
    @Tag("bench")
    @Test
    void searchOfAMinute_whereARunReallyTakesLong_isOneMinimal() {
        Simulation simulation = Simulation.of(new Thinking(new ReplicatedRegister()).settings());
        Bug bug = new Bug("thinking", simulation.settings(), FaultProfile.HARSH, 3);
        for (Run run : bug.found(simulation, 2, 1_000)) {
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            Shrunk shrunk = Shrinker.of(simulation).within(MINUTE).shrink(run);
            cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            System.out.printf(
                    Locale.ROOT,
                    "%d -> %d things in %d runs of %.1f ms CPU: %.1f s, 1-minimal %b, %s%n",
                    Elements.count(run.story()),
                    Elements.count(shrunk.after().story()),
                    shrunk.runs(),
                    cpu / 1e6 / shrunk.runs(),
                    (System.nanoTime() - begun) / 1e9,
                    shrunk.oneMinimal(),
                    shrunk.standing().label());
            assertTrue(shrunk.oneMinimal());
        }
    }
}
