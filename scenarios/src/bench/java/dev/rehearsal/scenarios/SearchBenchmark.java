package dev.rehearsal.scenarios;

import dev.rehearsal.check.Model;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.model.TwoPhaseCommit;
import dev.rehearsal.scenarios.register.PaxosRegister;

import org.openjdk.jmh.annotations.AuxCounters;
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

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * How many distinct states a second a search of all states finds.
 *
 * <p>Read the column {@code states}: per second of the process's CPU time, compiler and garbage
 * collection included. {@code wall} is per second of real time, of use on a quiet machine only.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "-Xms2g",
            "-Xmx2g",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseTransparentHugePages",
            "-XX:+UseParallelGC"
        })
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class SearchBenchmark {

    /** How it is searched. */
    @State(Scope.Benchmark)
    public static class How {
        /** By how many threads. */
        @Param({"1", "2"})
        public int threads;

        Options options() {
            return Options.DEFAULT.threads(threads);
        }
    }

    /** Distinct states: JMH divides a counter by wall time, so it is given wall over CPU time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Found {
        private long distinct;
        private long wall;
        private long cpu;

        /** Begins an iteration. */
        @Setup(Level.Iteration)
        public void begin() {
            distinct = 0;
            wall = System.nanoTime();
            cpu = cpu();
        }

        /** Per CPU second. */
        public double states() {
            return distinct * ((double) (System.nanoTime() - wall) / (cpu() - cpu));
        }

        /** Per second. */
        public long wall() {
            return distinct;
        }

        private static long cpu() {
            return ((com.sun.management.OperatingSystemMXBean)
                            ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }
    }

    private static Result commit(How how, int rms) {
        Model<?, ?> model =
                new TwoPhaseCommit()
                        .model(new TwoPhaseCommit().settings().with("rms", "" + rms))
                        .get();
        return Search.with(how.options()).run(model);
    }

    private static Result paxos(How how, int clients) {
        Settings settings = new PaxosRegister().settings().with("clients", "" + clients);
        return Search.with(how.options())
                .run(settings.cluster().system(), Trouble.NONE.recording());
    }

    /** Two-phase commit with seven resource managers, as a model. */
    @Benchmark
    public long commitOfSeven(How how, Found found) {
        Result result = commit(how, 7);
        found.distinct += result.distinct();
        return result.generated();
    }

    /** With eight. */
    @Benchmark
    public long commitOfEight(How how, Found found) {
        Result result = commit(how, 8);
        found.distinct += result.distinct();
        return result.generated();
    }

    /** Paxos with three servers and two clients, as actors. */
    @Benchmark
    public long paxosOfTwo(How how, Found found) {
        Result result = paxos(how, 2);
        found.distinct += result.distinct();
        return result.generated();
    }

    /** With three clients. */
    @Benchmark
    public long paxosOfThree(How how, Found found) {
        Result result = paxos(how, 3);
        found.distinct += result.distinct();
        return result.generated();
    }
}
