package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What a campaign costs besides its runs: short campaigns, and a loop that makes the same runs and
 * nothing else, in one JVM, in turns and in turns the first. ABD has short runs, where most is
 * added to each.
 *
 * <p>Counted is the processor time of the process without its compiler, which is at work for
 * minutes, and without what the runs themselves took, which the journal knows: the difference of
 * two runs of the same seed, seconds apart on a machine that others use, is larger than what is
 * looked for. What is left is all of the machinery, its worker a thread here, and the collector; of
 * the loop it is the collector.
 *
 * <p>Short is dear: batches are small in the beginning, and there is a canary and a page every
 * second instead of every ten minutes. Campaigns of one seed tell how much that is.
 *
 * <p>Needs Linux, which knows what each thread took: {@code mvn test -pl scenarios -am
 * -Dtest=OverheadTest -Dgroups=bench -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false}
 */
@Tag("bench")
class OverheadTest {

    private static final int WARM_UP = 8;
    private static final int PAIRS = 12;
    private static final int SEEDS = 250;

    private static final Machine WITH_THREADS =
            new Machine() {
                @Override
                public Process start(List<String> command) throws IOException {
                    return new WorkerThread();
                }

                @Override
                public FileChannel open(Path file) throws IOException {
                    return THIS.open(file);
                }

                @Override
                public void pause(Duration time) throws InterruptedException {
                    THIS.pause(time);
                }
            };

    /**
     * Processor time, in seconds.
     *
     * @param all of the process without its compiler
     * @param runs what the runs took of it
     */
    private record Side(double all, double runs) {

        double besides() {
            return all - runs;
        }
    }

    /**
     * The same runs twice.
     *
     * @param one a campaign of one seed
     */
    private record Pair(Side campaign, Side one, Side loop) {

        /** In per cent of the loop. */
        double more() {
            return 100 * (campaign.besides() - loop.besides()) / loop.all();
        }

        double moreForEachRun() {
            return 100 * (campaign.besides() - one.besides() - loop.besides()) / loop.all();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "campaign %.3f s and %.3f s besides, of one seed %.3f s besides, loop %.3f s"
                            + " and %.3f s besides: %.1f %%, for each run %.1f %%",
                    campaign.runs(),
                    campaign.besides(),
                    one.besides(),
                    loop.runs(),
                    loop.besides(),
                    more(),
                    moreForEachRun());
        }
    }

    @TempDir Path dir;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Path, Long> compilers = new HashMap<>();
    private int campaigns;

    @Test
    void campaigns_besideTheSameRunsInALoop_costALittleMore() {
        Vector<Pair> pairs = Vector.range(0, WARM_UP + PAIRS).map(this::pair).drop(WARM_UP);
        System.out.println(PAIRS + " pairs of " + SEEDS + " runs");
        print("with all that a campaign begins and ends with", pairs.map(Pair::more));
        print("for each run", pairs.map(Pair::moreForEachRun));
    }

    private static void print(String what, Vector<Double> perCent) {
        Vector<Double> sorted = perCent.sorted();
        System.out.printf(
                Locale.ROOT,
                "%s: median %.1f %%, quartiles %.1f %% and %.1f %%%n",
                what,
                (sorted.get((PAIRS - 1) / 2) + sorted.get(PAIRS / 2)) / 2,
                sorted.get(PAIRS / 4),
                sorted.get(PAIRS - 1 - PAIRS / 4));
    }

    private Pair pair(int number) {
        long first = (long) number * SEEDS;
        Vector<Side> sides =
                number % 2 == 0
                        ? Vector.of(
                                measured(() -> campaign(first, SEEDS)), measured(() -> loop(first)))
                        : Vector.of(
                                        measured(() -> loop(first)),
                                        measured(() -> campaign(first, SEEDS)))
                                .reverse();
        Pair pair = new Pair(sides.head(), measured(() -> campaign(first, 1)), sides.last());
        System.out.println((number < WARM_UP ? "warm-up: " : "pair: ") + pair);
        return pair;
    }

    /**
     * Measures.
     *
     * @param work says how many nanoseconds of it went into runs
     */
    private Side measured(LongSupplier work) {
        long begin = nanos();
        long runs = work.getAsLong();
        return new Side((nanos() - begin) / 1e9, runs / 1e9);
    }

    /** What the process has taken, without its compiler. */
    private long nanos() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            tasks.forEach(this::compiler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return system.getProcessCpuTime()
                - compilers.values().stream().mapToLong(taken -> taken).sum();
    }

    private void compiler(Path task) {
        try {
            if (Files.readString(task.resolve("comm")).matches("C[12] Compiler.*\\s")) {
                String taken = Files.readString(task.resolve("schedstat")).split(" ")[0];
                compilers.put(task, Long.parseLong(taken));
            }
        } catch (NoSuchFileException _) {
            // It has ended; what was read of it before still counts.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long campaign(long first, int seeds) {
        Summary summary =
                Campaign.in(dir.resolve("campaign" + campaigns++))
                        .on(WITH_THREADS)
                        .scenario(new AbdRegister())
                        .seeds(first, first + seeds - 1)
                        .jobs(1)
                        .run();
        assertTrue(summary.isGreen(), () -> Essence.of(summary));
        assertEquals(seeds, summary.seedsDone());
        return summary.cpuNanos();
    }

    private long loop(long first) {
        Settings settings = new AbdRegister().settings();
        Map<Settings, Simulation> simulations = new HashMap<>();
        long begin = threads.getCurrentThreadCpuTime();
        for (long seed = first; seed < first + SEEDS; seed++) {
            Simulation simulation =
                    simulations.computeIfAbsent(
                            FaultChoice.SWARM.settings(settings, seed), Simulation::of);
            assertTrue(FaultChoice.SWARM.run(simulation, seed).violation().isEmpty());
        }
        return threads.getCurrentThreadCpuTime() - begin;
    }
}
