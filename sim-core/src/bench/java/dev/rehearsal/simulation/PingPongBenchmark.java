package dev.rehearsal.simulation;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many events a second a simulation does, trace hash on, beside a loop that is written by hand.
 *
 * <p>Read the columns {@code actions} and {@code delivered}: events per second of the process's CPU
 * time, garbage collection included. The other column counts runs. In {@code inTurns}, which is
 * what a ratio is taken from, both have the same JVM and the same neighbours on the machine.
 *
 * <p>A fork has one collector and all its memory from the start, in large pages where it may: else
 * the figures are those of the pages that the machine happened to give.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {
            "-Xms1g",
            "-Xmx1g",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseTransparentHugePages",
            "-XX:+UseParallelGC"
        })
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class PingPongBenchmark {

    private static final long SEED = 42;
    private static final long EVENTS = 500_000;

    /** The system. */
    @State(Scope.Benchmark)
    public static class Setting {
        /** How many nodes there are. */
        @Param("64")
        public int nodes;

        /** The unit of time: a message takes up to a thousand. */
        @Param("1000")
        public long tickNanos;

        Simulation simulation;

        /** Builds the system. */
        @Setup(Level.Trial)
        public void build() {
            simulation = Simulation.of(new PingPong(nodes, Duration.ofNanos(tickNanos)).settings());
            simulation =
                    simulation.with(
                            Simulation.Options.DEFAULT
                                    .nanos(Long.MAX_VALUE)
                                    .steps(Math.max(EVENTS, 20L * nodes)));
        }
    }

    /** Both, each after the other. */
    @Benchmark
    public long inTurns(Setting setting, CpuTurns turns) {
        turns.start();
        var network = new PingPong.Network(SEED, Duration.ofNanos(setting.tickNanos));
        Run run = setting.simulation.run(SEED, network);
        turns.simulated(run.steps());
        var loop = new BareLoop(setting.nodes, setting.tickNanos, SEED);
        long hash = loop.run(run.steps());
        turns.looped(run.steps());
        return run.traceHash() ^ hash;
    }

    /** Through the simulation. */
    @Benchmark
    public long simulation(Setting setting, CpuEvents events) {
        var network = new PingPong.Network(SEED, Duration.ofNanos(setting.tickNanos));
        Run run = setting.simulation.run(SEED, network);
        events.add(run.steps(), network.sent);
        return run.traceHash();
    }

    /** Written by hand. */
    @Benchmark
    public long bareLoop(Setting setting, CpuEvents events) {
        var loop = new BareLoop(setting.nodes, setting.tickNanos, SEED);
        long actions = Math.max(EVENTS, 20L * setting.nodes);
        long hash = loop.run(actions);
        events.add(actions, loop.delivered);
        return hash;
    }
}
