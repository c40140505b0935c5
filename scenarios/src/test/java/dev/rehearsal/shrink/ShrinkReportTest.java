package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Serializable;
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
    private static final int COLD = 5;

    /** Of a bug of which fewer runs are shrunk than of most. */
    private static final int COLD_FEW = 3;

    private static final String COST = "## What it costs";

    /**
     * What came of one bug.
     *
     * @param stories in words, with how many runs ended in each
     * @param small whether no story has more than four operations or two faults
     */
    record Row(
            String name,
            int mistakes,
            int asked,
            int found,
            int oneMinimal,
            int local,
            boolean small,
            Map<String, Integer> stories,
            List<Integer> runs,
            List<Long> cpuMillis)
            implements Serializable {

        static Row of(Bug bug) {
            Simulation simulation = Simulation.of(bug.settings());
            Shrinker shrinker = Shrinker.of(simulation);
            Map<String, Integer> stories = new LinkedHashMap<>();
            List<Integer> runs = new ArrayList<>();
            List<Long> cpuMillis = new ArrayList<>();
            boolean small = true;
            int oneMinimal = 0;
            int local = 0;
            int fresh = bug.runs() < 100 ? COLD_FEW : COLD;
            for (Run run : bug.found(simulation, bug.runs(), SEEDS_MAX)) {
                boolean cold = runs.size() < fresh;
                long begun = cpuNanos();
                Shrunk shrunk = (cold ? Shrinker.of(simulation) : shrinker).shrink(run);
                if (cold) {
                    cpuMillis.add((cpuNanos() - begun) / 1_000_000);
                }
                assertTrue(shrunk.after().fails(run.violation().get().signature()));
                Story story = shrunk.after().story();
                oneMinimal += shrunk.oneMinimal() ? 1 : 0;
                local += shrunk.standing() == Standing.LOCAL ? 1 : 0;
                small &= story.operations().size() <= 4 && story.departures().size() <= 2;
                runs.add(shrunk.runs());
                stories.merge(text(story), 1, Integer::sum);
            }
            int found = runs.size();
            Collections.sort(runs);
            Collections.sort(cpuMillis);
            return new Row(
                    "`" + bug.name() + "`, " + bug.profile().name(),
                    bug.mistakes(),
                    bug.runs(),
                    found,
                    oneMinimal,
                    local,
                    small,
                    stories,
                    runs,
                    cpuMillis);
        }

        private static long cpuNanos() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    /** With {@code -Dgolden.write=true} it is written instead. */
    @Test
    void shrinkReport_isWhatTheDocumentSays() throws IOException {
        List<Bug> broken = Bug.all();
        List<Row> rows =
                Stream.concat(broken.stream(), Bug.planted().stream())
                        .parallel()
                        .map(Row::of)
                        .toList();
        String report = report(rows);
        Path file = Path.of(System.getProperty("basedir", "."), "../docs/shrinking.md");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, report + cost(rows));
        }
        String written = Files.readString(file);
        assertEquals(written.substring(0, written.indexOf(COST)), report);
        for (Row row : rows) {
            assertEquals(row.asked(), row.found(), row::name);
            assertEquals(row.asked(), row.oneMinimal(), row::name);
        }
        for (Row row : rows.subList(0, broken.size())) {
            assertTrue(row.stories().size() <= row.mistakes(), row::name);
        }
        assertEquals(2, rows.get(broken.size() - 1).stories.size());
    }

    static String report(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                # How good the shrinker is

                Broken settings of the registers, and variants of the catalogue (`scenario/variant`), under a fault profile; the
                first failing seeds of each. Every run is shrunk from where it was found. Written and checked by

                    mvn test -Plong -pl scenarios -am -Dtest=ShrinkReportTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true

                (without the last option it is only checked). Nothing here but the last sections depends on the machine.

                - **1-minimal**: of the results, how many pass when any one operation, fault or delay is taken away.
                - **stories**: how many different ones the seeds end in. **mistakes**: how many are known to stand behind the one
                  property; each may be told as a story of its own. One mistake that shows with a fault and without ends in two.
                - **local**: results of which it is not known that they are the first of the grammar.
                - **runs**: simulations for one result, the middle and the largest number, nothing remembered.

                | bug | failing runs | 1-minimal | stories | mistakes | local | runs |
                |---|---|---|---|---|---|---|
                """);
        for (Row row : rows) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %d | %d | %d | %d | %,d – %,d |%n",
                            row.name(),
                            row.found(),
                            row.oneMinimal(),
                            row.stories().size(),
                            row.mistakes(),
                            row.local(),
                            row.runs().get(row.runs().size() / 2),
                            row.runs().getLast()));
        }
        List<Row> small = rows.stream().filter(Row::small).toList();
        long few = small.stream().filter(row -> row.stories().size() <= 2).count();
        int all = rows.stream().mapToInt(row -> row.found()).sum();
        int local = rows.stream().mapToInt(row -> row.local()).sum();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%nOf the %d bugs whose stories have at most 4 operations and 2 faults, %d"
                                + " (%d %%) end in at most 2 stories.%nLocal: %d of %d"
                                + " results.%n%n## The stories%n",
                        small.size(),
                        few,
                        100 * few / small.size(),
                        local,
                        all));
        for (Row row : rows) {
            text.append(String.format("%n%s:%n%n", row.name()));
            Map<Integer, List<String>> byCount = new TreeMap<>(Collections.reverseOrder());
            row.stories()
                    .forEach((story, count) ->
                            byCount.computeIfAbsent(count, _ -> new ArrayList<>()).add(story));
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
        String heal = story.heal().equals(Heal.USUAL) ? "" : ". " + story.heal();
        return operations + (departures.isEmpty() ? "" : ". " + departures) + heal;
    }

    private static String text(PlannedOperation operation) {
        String begin =
                operation.begin() instanceof Point.At at
                        ? at.nanos() == 0 ? "at once" : "at " + Point.time(at.nanos())
                        : "when " + operation.begin();
        return operation.name() + " " + operation.input() + " " + begin;
    }

    static String cost(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        COST
                                + "%n%nCPU time of the thread for one result of shrinkers that"
                                + " remember nothing; %s %s, %d processors%nat a load of %.0f, Java"
                                + " %s, %s.%n%n| bug | results | median | largest |%n"
                                + "|---|---|---|---|%n",
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        System.getProperty("java.version"),
                        LocalDate.now()));
        for (Row row : rows) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %,d ms | %,d ms |%n",
                            row.name(),
                            row.cpuMillis().size(),
                            row.cpuMillis().get(row.cpuMillis().size() / 2),
                            row.cpuMillis().getLast()));
        }
        String others =
                Bug.unmeasured().stream()
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(", "));
        text.append(String.format("%n## Not measured yet%n%n%s.%n", others));
        return text.toString();
    }
}
