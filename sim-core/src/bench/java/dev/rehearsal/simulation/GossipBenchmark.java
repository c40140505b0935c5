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

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** Many nodes that exchange gossip, in a heap of 4 GiB; prints the peak of the heap. */
@BenchmarkMode(Mode.Throughput)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 1)
public class GossipBenchmark {

    /** The system. */
    @State(Scope.Benchmark)
    public static class Setting {
        /** How many nodes there are. */
        @Param({"10", "1000", "100000"})
        public int nodes;

        Simulation simulation;

        /** Builds the system. */
        @Setup(Level.Trial)
        public void build() {
            simulation =
                    Simulation.of(new Gossip(nodes).settings())
                            .with(
                                    Simulation.Options.DEFAULT
                                            .nanos(Long.MAX_VALUE)
                                            .steps(Math.max(500_000, 20L * nodes)));
        }
    }

    /** Through the simulation. */
    @Benchmark
    public long gossip(Setting setting, CpuEvents events) {
        Run run = setting.simulation.run(1, Adversary.CALM);
        events.add(run.steps(), 0);
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        System.out.println("peak of the heap pools, summed: " + peak / (1 << 20) + " MiB");
        return run.traceHash();
    }
}
