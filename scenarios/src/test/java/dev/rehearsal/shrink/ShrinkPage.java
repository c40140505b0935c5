package dev.rehearsal.shrink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page {@code docs/shrinking.md}, made of what was measured. */
record ShrinkPage(List<Row> all) {

    /** So many stories of one bug are told. */
    private static final int TOLD_MAX = 4;

    private List<Row> rows() {
        return all.stream().filter(Row::isMeasured).toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                # How good the shrinker is

                Broken settings of the registers, and variants of the catalogue (`scenario/variant`), under a fault profile; the
                failing runs among consecutive seeds from 0 on, 100 of each bug where that was affordable. Under `swarm` each seed
                has faults of its own, and all the settings of the scenario. Every run is shrunk from where it was found, with the
                usual budget. Measured, and this page written, by

                    mvn test -Plong -pl scenarios -am -Dtest=ShrinkReportTest -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.timeout=0 -Dgolden.write=true

                It adds a line to `shrinking.jsonl` for each ten results, may be stopped at any time, and goes on where it stopped;
                `-Dshrink.minutes=20` ends it after that much CPU time, `-Dshrink.only=raft/` says of which bugs (a regular expression).
                `-Dshrink.version=` names the code, for in another version a seed may find something else.
                Without `golden.write` the first result of each bug is checked again.
                Nothing here but the last sections depends on the machine.

                - **1-minimal**: of the results, how many pass when any one operation, fault or delay is taken away.
                - **stories**: how many different ones the seeds end in. **ways**: in how many a mistake is known to show, and
                  how many mistakes there are; each may be told as a story of its own. One that shows with a fault and without
                  ends in two. **failures**: how many different ones (property, kind and place) the seeds found.
                - **local**: results of which it is not known that they are the first of the grammar.
                - **runs**: simulations for one result, the middle and the largest number, nothing remembered.

                | bug | failing runs | of seeds | 1-minimal | failures | stories | ways | local | runs |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (Row row : rows()) {
            List<Integer> runs = row.runs();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %,d | %d | %d | %d | %d | %d | %,d – %,d |%n",
                            row.bug().title(),
                            runs.size(),
                            row.seeds(),
                            row.oneMinimal(),
                            row.failures(),
                            row.stories().size(),
                            row.bug().mistakes(),
                            row.local(),
                            runs.get(runs.size() / 2),
                            runs.getLast()));
        }
        summary(text);
        versions(text);
        stories(text);
        cost(text);
        unmeasured(text);
        return text.toString();
    }

    private void summary(StringBuilder text) {
        List<Row> small = rows().stream().filter(Row::isSmall).toList();
        long few = small.stream().filter(row -> row.stories().size() <= 2).count();
        long results = rows().stream().mapToLong(row -> row.found()).sum();
        long oneMinimal = rows().stream().mapToLong(Row::oneMinimal).sum();
        long local = rows().stream().mapToLong(Row::local).sum();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%nOf the %d bugs whose canonical stories have at most 4 operations and 2"
                                + " faults, %d (%d %%) end in at most 2 stories, local ones"
                                + " included.%nOf %,d results %,d are"
                                + " 1-minimal, and %,d (%d %%) local.%n",
                        small.size(),
                        few,
                        100 * few / Math.max(1, small.size()),
                        results,
                        oneMinimal,
                        local,
                        100 * local / Math.max(1, results)));
    }

    /** What a seed finds and what a shrinker makes of it is a matter of the code. */
    private void versions(StringBuilder text) {
        Map<String, List<String>> bugs = new TreeMap<>();
        rows().forEach(row ->
                bugs.computeIfAbsent(row.versions(), _ -> new ArrayList<>())
                        .add(row.bug().title()));
        if (bugs.size() == 1) {
            text.append(
                    String.format(
                            "%nAll were measured with version %s.%n",
                            bugs.keySet().iterator().next()));
        } else {
            bugs.forEach((version, titles) ->
                    text.append(
                            String.format(
                                    "%nMeasured with version %s: %s.%n",
                                    version, String.join("; ", titles))));
        }
    }

    private void stories(StringBuilder text) {
        text.append(String.format("%n## The stories%n"));
        for (Row row : rows()) {
            text.append(String.format("%n%s:%n%n", row.bug().title()));
            Map<Integer, List<String>> byCount = new TreeMap<>(Collections.reverseOrder());
            row.stories()
                    .forEach((story, count) ->
                            byCount.computeIfAbsent(count, _ -> new ArrayList<>()).add(story));
            List<String> lines = new ArrayList<>();
            byCount.forEach((count, stories) ->
                    stories.stream()
                            .sorted()
                            .forEach(story ->
                                    lines.add(String.format("- %d times: %s%n", count, story))));
            lines.stream().limit(TOLD_MAX).forEach(text::append);
            if (lines.size() > TOLD_MAX) {
                text.append(String.format("- and %d others%n", lines.size() - TOLD_MAX));
            }
        }
    }

    private void cost(StringBuilder text) {
        text.append(
                String.format(
                        "%n## What it costs%n%nCPU time of the thread for one result of shrinkers"
                                + " that remember nothing, the first of a process too;%n%s.%n%n"
                                + "| bug | results | median | largest |%n|---|---|---|---|%n",
                        new TreeSet<>(
                                        rows().stream()
                                                .flatMap(row -> row.batches().stream())
                                                .map(batch -> batch.machine() + ", " + batch.date())
                                                .toList())
                                .stream().collect(Collectors.joining("; "))));
        for (Row row : rows()) {
            List<Long> cold = row.coldMillis();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %,d ms | %,d ms |%n",
                            row.bug().title(),
                            cold.size(),
                            cold.get(cold.size() / 2),
                            cold.getLast()));
        }
        List<Long> medians =
                rows().stream()
                        .map(row -> row.coldMillis().get(row.coldMillis().size() / 2))
                        .sorted()
                        .toList();
        if (!medians.isEmpty()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%nThe middle of the medians is %,d ms; %d of %d are under 2 s.%n",
                            medians.get(medians.size() / 2),
                            medians.stream().filter(millis -> millis < 2_000).count(),
                            medians.size()));
        }
    }

    private void unmeasured(StringBuilder text) {
        String inVain =
                all.stream()
                        .filter(row -> !row.batches().isEmpty() && !row.isMeasured())
                        .map(row ->
                                String.format(
                                        Locale.ROOT, "`%s` in %,d", row.bug().name(), row.seeds()))
                        .collect(Collectors.joining(", "));
        text.append(String.format("%n## Not measured yet%n"));
        if (!inVain.isEmpty()) {
            text.append(String.format("%nNo failing run among the first seeds: %s.%n", inVain));
        }
        text.append(
                String.format(
                        "%nThe bugs of the catalogue that are not named here have not been looked"
                                + " for.%n"));
    }
}
