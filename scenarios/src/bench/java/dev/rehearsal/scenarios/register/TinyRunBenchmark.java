package dev.rehearsal.scenarios.register;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * What one small run costs, as the shrinker does thousands of them: the world is set up, a story
 * under the lossy profile is replayed, the history is judged.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class TinyRunBenchmark {

    private static final int SEEDS = 200;

    /** Which register: replicated with one client of 5 operations, or ABD with its defaults. */
    @Param({"replicated-5", "abd-15"})
    public String system;

    private final Story[] stories = new Story[SEEDS];
    private Simulation simulation;
    private int next;

    /** Finds a story for each seed. */
    @Setup
    public void find() {
        Settings settings =
                system.equals("abd-15")
                        ? new AbdRegister().settings()
                        : new ReplicatedRegister()
                                .settings()
                                .with("clients", "1")
                                .with("operations", "5");
        simulation = Simulation.of(settings);
        for (int seed = 0; seed < SEEDS; seed++) {
            stories[seed] =
                    simulation
                            .run(seed, FaultProfile.LOSSY.adversary(simulation.cluster(), seed))
                            .story();
            stories[seed].departures();
        }
    }

    /** One run of a story. */
    @Benchmark
    public Run replay() {
        next = (next + 1) % SEEDS;
        return simulation.run(stories[next]);
    }
}
