package dev.rehearsal.scenarios.raft;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.management.ManagementFactory;

/**
 * How much time of a Raft cluster of five servers is simulated in a second of the processor, with
 * all that is demanded of it; read the columns {@code virtualSeconds} and {@code steps}.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "-Xms1g",
            "-Xmx1g",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseTransparentHugePages",
            "-XX:+UseParallelGC"
        })
@Warmup(iterations = 8, time = 5)
@Measurement(iterations = 5, time = 5)
public class RaftBenchmark {

    /** The cluster; each run has a seed of its own. */
    @State(Scope.Benchmark)
    public static class Setting {
        /** What goes wrong. */
        @Param({"calm", "lossy", "swarm"})
        public String faults;

        long seed;
    }

    /**
     * What was done, per CPU second of the process, garbage collection and compiler included. JMH
     * divides by wall time; so a counter is multiplied by wall time over CPU time.
     */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Done {
        private double nanos;
        private double events;
        private long wall;
        private long cpu;

        /** Begins an iteration. */
        @Setup(Level.Iteration)
        public void begin() {
            nanos = 0;
            events = 0;
            wall = System.nanoTime();
            cpu = cpu();
        }

        /** Of the cluster. */
        public double virtualSeconds() {
            return nanos / 1e9 * share();
        }

        /** Messages, timers, disks and faults. */
        public double steps() {
            return events * share();
        }

        private double share() {
            return (double) (System.nanoTime() - wall) / (cpu() - cpu);
        }

        private static long cpu() {
            return ((com.sun.management.OperatingSystemMXBean)
                            ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }
    }

    /** One run. */
    @Benchmark
    public long run(Setting setting, Done done) {
        long seed = setting.seed++;
        FaultChoice faults = FaultChoice.named(setting.faults);
        Simulation simulation = faults.simulation(new Raft().settings().with("servers", "5"), seed);
        Run run = faults.run(simulation, seed);
        if (run.verdict() != Run.Verdict.HOLDS) {
            throw new IllegalStateException("a healthy cluster must hold: seed=" + seed);
        }
        done.nanos += run.nanos();
        done.events += run.steps();
        return run.traceHash();
    }
}
