package dev.rehearsal.simulation;

import dev.rehearsal.decision.Adversary;

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

/**
 * What it costs to watch: an invariant after every event, the history, and the full trace kept;
 * read the column {@code actions}.
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
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
public class WatchedBenchmark {

    /** The system. */
    @State(Scope.Benchmark)
    public static class Setting {
        /** Whether the trace is kept, with the hash of each step. */
        @Param({"true", "false"})
        public boolean traced;

        Simulation simulation;

        /** Builds the system. */
        @Setup(Level.Trial)
        public void build() {
            Simulation.Options options =
                    Simulation.Options.DEFAULT.nanos(Long.MAX_VALUE).steps(10_000_000);
            simulation =
                    Simulation.of(new Counters(32, 500).settings())
                            .with(traced ? options.verbose() : options);
        }
    }

    /** 16,000 operations of 32 clients. */
    @Benchmark
    public long watched(Setting setting, CpuEvents events) {
        Run run = setting.simulation.run(1, Adversary.CALM);
        if (run.ok() != 16_000) {
            throw new IllegalStateException("all operations must be done: ok=" + run.ok());
        }
        events.add(run.steps(), 0);
        return run.traceHash();
    }
}
