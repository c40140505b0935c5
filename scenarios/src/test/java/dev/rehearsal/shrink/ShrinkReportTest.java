package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How good the shrinker is, as {@code docs/shrinking.md} tells it: failing runs of each broken
 * scenario.
 */
@Tag("long")
class ShrinkReportTest {

    /** In so many seeds they are looked for. */
    private static final int SEEDS_MAX = 20_000;

    /** So many of them are shrunk by a shrinker that remembers nothing, to see what that costs. */
    private static final int COLD = 20;

    /** Of a bug of which fewer runs are shrunk than of most. */
    private static final int COLD_FEW = 3;

    private static final String COST = "## What it costs";

    /** What came of one row. */
    private static final class Tally {
        final Bug bug;
        final Map<Story, Integer> stories = new LinkedHashMap<>();
        final List<Integer> runs = new ArrayList<>();
        final List<Long> cpuMillis = new ArrayList<>();
        int found;
        int oneMinimal;
        int local;

        Tally(Bug bug) {
            this.bug = bug;
            Simulation simulation = Simulation.of(bug.settings());
            Shrinker shrinker = Shrinker.of(simulation);
            int fresh = bug.runs() < 100 ? COLD_FEW : COLD;
            for (Run run : bug.found(simulation, bug.runs(), SEEDS_MAX)) {
                boolean cold = found++ < fresh;
                long begun = cpuNanos();
                Shrunk shrunk = (cold ? Shrinker.of(simulation) : shrinker).shrink(run);
                if (cold) {
                    cpuMillis.add((cpuNanos() - begun) / 1_000_000);
                }
                assertTrue(shrunk.after().fails(run.violation().get().signature()));
                oneMinimal += shrunk.oneMinimal() ? 1 : 0;
                local += shrunk.standing() == Standing.LOCAL ? 1 : 0;
                runs.add(shrunk.runs());
                stories.merge(shrunk.after().story(), 1, Integer::sum);
            }
            Collections.sort(runs);
            Collections.sort(cpuMillis);
        }

        private static long cpuNanos() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        String name() {
            return "`" + bug.name() + "`, " + bug.profile().name();
        }

        boolean isSmall() {
            return stories.keySet().stream()
                    .allMatch(story ->
                            story.operations().size() <= 4 && story.departures().size() <= 2);
        }
    }

    /** With {@code -Dgolden.write=true} it is written instead. */
    @Test
    void shrinkReport_isWhatTheDocumentSays() throws IOException {
        List<Bug> broken = Bug.all();
        List<Tally> tallies =
                Stream.concat(broken.stream(), Bug.planted().stream())
                        .parallel()
                        .map(Tally::new)
                        .toList();
        String report = report(tallies);
        Path file = Path.of(System.getProperty("basedir", "."), "../docs/shrinking.md");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, report + cost(tallies));
        }
        String written = Files.readString(file);
        assertEquals(written.substring(0, written.indexOf(COST)), report);
        for (Tally tally : tallies) {
            assertEquals(tally.bug.runs(), tally.found, tally::name);
            assertEquals(tally.bug.runs(), tally.oneMinimal, tally::name);
        }
        for (Tally tally : tallies.subList(0, broken.size())) {
            assertTrue(tally.stories.size() <= tally.bug.mistakes(), tally::name);
        }
        assertEquals(2, tallies.get(broken.size() - 1).stories.size());
    }

    private static String report(List<Tally> tallies) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                # How good the shrinker is

                Broken settings of the registers, and variants of the catalogue (`scenario/variant`), under a fault profile; the
                first failing seeds of each. Every run is shrunk from where it was found. Written and checked by

                    mvn test -Plong -pl scenarios -am -Dtest=ShrinkReportTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true

                (without the last option it is only checked). Nothing here but the last section depends on the machine.

                - **1-minimal**: of the results, how many pass when any one operation, fault or delay is taken away.
                - **stories**: how many different ones the seeds end in. **mistakes**: how many are known to stand behind the one
                  property; each may be told as a story of its own. One mistake that shows with a fault and without ends in two.
                - **local**: results of which it is not known that they are the first of the grammar.
                - **runs**: simulations for one result, the middle and the largest number, nothing remembered.

                | bug | failing runs | 1-minimal | stories | mistakes | local | runs |
                |---|---|---|---|---|---|---|
                """);
        for (Tally tally : tallies) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %d | %d | %d | %d | %,d – %,d |%n",
                            tally.name(),
                            tally.found,
                            tally.oneMinimal,
                            tally.stories.size(),
                            tally.bug.mistakes(),
                            tally.local,
                            tally.runs.get(tally.runs.size() / 2),
                            tally.runs.getLast()));
        }
        List<Tally> small = tallies.stream().filter(Tally::isSmall).toList();
        long few = small.stream().filter(tally -> tally.stories.size() <= 2).count();
        int all = tallies.stream().mapToInt(tally -> tally.found).sum();
        int local = tallies.stream().mapToInt(tally -> tally.local).sum();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%nOf the %d bugs whose stories have at most 4 operations and 2 faults, %d"
                                + " (%d %%) end in at most 2 stories.%nLocal: %d of %d"
                                + " results.%n%nNot measured yet: %s.%n%n## The stories%n",
                        small.size(),
                        few,
                        100 * few / small.size(),
                        local,
                        all,
                        Bug.unmeasured().stream()
                                .map(name -> "`" + name + "`")
                                .collect(Collectors.joining(", "))));
        for (Tally tally : tallies) {
            text.append(String.format("%n%s:%n%n", tally.name()));
            Map<Integer, List<String>> byCount = new TreeMap<>(Collections.reverseOrder());
            tally.stories.forEach((story, count) ->
                    byCount.computeIfAbsent(count, _ -> new ArrayList<>()).add(text(story)));
            byCount.forEach((count, stories) ->
                    stories.stream()
                            .sorted()
                            .forEach(story ->
                                    text.append(String.format("- %d times: %s%n", count, story))));
        }
        return text.append('\n').toString();
    }

    private static String text(Story story) {
        String operations = story.operations().map(ShrinkReportTest::text).mkString("; ");
        String departures = story.departures().map(Departure::toString).mkString("; ");
        return operations + (departures.isEmpty() ? "" : ". " + departures);
    }

    private static String text(PlannedOperation operation) {
        String begin =
                operation.begin() instanceof Point.At at
                        ? at.nanos() == 0 ? "at once" : "at " + Point.time(at.nanos())
                        : "when " + operation.begin();
        return operation.name() + " " + operation.input() + " " + begin;
    }

    private static String cost(List<Tally> tallies) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        COST
                                + "%n%nCPU time of the thread for one result of shrinkers that"
                                + " remember nothing: %d results, %d of bugs with fewer than"
                                + " 100%nruns; %s %s, %d processors,%nJava"
                                + " %s, %s.%n%n| bug | median | largest |%n|---|---|---|%n",
                        COLD,
                        COLD_FEW,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        LocalDate.now()));
        for (Tally tally : tallies) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %,d ms | %,d ms |%n",
                            tally.name(),
                            tally.cpuMillis.get(tally.cpuMillis.size() / 2),
                            tally.cpuMillis.getLast()));
        }
        return text.toString();
    }
}
