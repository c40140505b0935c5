package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.counterexample.Fewest;
import dev.rehearsal.spelling.Amount;
import dev.rehearsal.zoo.Bug;
import dev.rehearsal.zoo.Entry;
import dev.rehearsal.zoo.Hunt;
import dev.rehearsal.zoo.Hunter;
import dev.rehearsal.zoo.Watch;
import dev.rehearsal.zoo.ZooPage;

import io.vavr.collection.Vector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What {@code zoo} answers.
 *
 * @param shown the bugs that were asked for and are measured
 * @param watches the ledgers of the healthy scenarios that were asked for
 * @param page with all that was measured
 */
record ZooAnswer(Shell shell, Vector<Bug> shown, Vector<Watch> watches, ZooPage page) {

    private static final double SECOND = 1e9;

    int exitCode() {
        boolean alarm =
                watches.exists(watch -> page.falseAlarms(watch).nonEmpty())
                        || shown.exists(bug -> page.entry(bug).others(bug).nonEmpty());
        boolean open =
                watches.exists(watch -> watch.inconclusive().nonEmpty())
                        || !page.detected().containsAll(shown);
        return alarm ? Exit.VIOLATED : open ? Exit.INCONCLUSIVE : Exit.HOLDS;
    }

    /** Prints the answer for people. */
    void tell(Path written) {
        shown.forEach(bug -> shell.out(line(bug, page.entry(bug))));
        scenarios()
                .forEach(scenario ->
                        shell.out(line(scenario, parts(scenario), alarms(parts(scenario)))));
        shell.out(
                shown.count(page.detected()::contains)
                        + " of "
                        + shown.size()
                        + " found; "
                        + (watches.isEmpty()
                                ? "false alarms not measured"
                                : Amount.of(alarms(watches), "false alarm"))
                        + "; the page is "
                        + written);
        for (Bug bug : shown.reject(page.detected()::contains).headOption()) {
            shell.out("hunt it longer:");
            shell.out(shell.command("zoo", List.of("--only", bug.name(), "--budget", "600s")));
        }
        for (Watch watch : watches.filter(one -> page.falseAlarms(one).nonEmpty()).headOption()) {
            shell.out("see the false alarm:");
            shell.out(
                    shell.command(
                            "run",
                            List.of(
                                    watch.scenario(),
                                    "--faults",
                                    Hunter.FAULTS,
                                    "--seed",
                                    Seeds.text(page.falseAlarms(watch).head().seed()))));
        }
    }

    private Vector<String> scenarios() {
        return watches.map(Watch::scenario).distinct();
    }

    private Vector<Watch> parts(String scenario) {
        return watches.filter(part -> part.scenario().equals(scenario));
    }

    private int alarms(Vector<Watch> parts) {
        return parts.map(part -> page.falseAlarms(part).size()).sum().intValue();
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%,.1f s", nanos / SECOND);
    }

    /** What was measured of a bug. */
    static String line(Bug bug, Entry entry) {
        String hunts = ", " + entry.found(bug) + " of " + entry.hunts().size() + " hunts";
        String others =
                entry.others(bug)
                        .headOption()
                        .map(find ->
                                "; instead "
                                        + find.property()
                                        + ", seed "
                                        + Seeds.text(find.seed()))
                        .getOrElse("");
        if (!entry.isDetected(bug)) {
            return "not found: "
                    + bug.name()
                    + hunts
                    + " in "
                    + Amount.of(entry.hunts().map(Hunt::seeds).sum().longValue(), "seed")
                    + others;
        }
        return "found: "
                + bug.name()
                + " by "
                + entry.hunts()
                        .flatMap(Hunt::find)
                        .map(Hunt.Find::property)
                        .removeAll(entry.others(bug).map(Hunt.Find::property))
                        .head()
                + hunts
                + ", after "
                + Amount.of(entry.seedsMedian(bug).get(), "seed")
                + " and "
                + String.format(
                        Locale.ROOT, "%.2f CPU seconds", entry.cpuNanosMedian(bug).get() / SECOND)
                + entry.smallest().map(small -> "; " + line(small)).getOrElse("")
                + others;
    }

    private static String line(Entry.Smallest small) {
        return ZooPage.size(small)
                + small.reached()
                        .map(least -> "; in a search of all states " + least)
                        .getOrElse("");
    }

    /** What was seen of a healthy scenario in these parts of its ledger. */
    static String line(String scenario, Vector<Watch> parts, int alarms) {
        int inconclusive = parts.map(part -> part.inconclusive().size()).sum().intValue();
        return "healthy: "
                + scenario
                + ", "
                + Amount.of(parts.map(Watch::seeds).sum().longValue(), "seed")
                + ", "
                + Amount.of(alarms, "false alarm")
                + (inconclusive == 0 ? "" : ", " + inconclusive + " without a verdict");
    }

    /** Writes the fields of the answer for programs. */
    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("bugs");
        for (Bug bug : shown) {
            Entry entry = page.entry(bug);
            json.writeStartObject();
            json.writeStringField("name", bug.variant().name());
            json.writeStringField("id", bug.id().getOrNull());
            json.writeStringField("scenario", bug.scenario().name());
            json.writeBooleanField("detected", entry.isDetected(bug));
            json.writeNumberField("hunts", entry.hunts().size());
            json.writeNumberField("found", entry.found(bug));
            for (long seeds : entry.seedsMedian(bug)) {
                json.writeNumberField("seeds", seeds);
            }
            for (long nanos : entry.cpuNanosMedian(bug)) {
                json.writeNumberField("cpuSeconds", nanos / SECOND);
            }
            for (Entry.Smallest smallest : entry.smallest()) {
                json.writeObjectFieldStart("shrunk");
                json.writeNumberField("operations", smallest.operations());
                json.writeNumberField("faults", smallest.faults());
                json.writeNumberField("decisions", smallest.decisions());
                json.writeBooleanField("oneMinimal", smallest.oneMinimal());
                json.writeEndObject();
                for (Fewest.Reached least : smallest.reached()) {
                    json.writeObjectFieldStart("searched");
                    json.writeNumberField("operations", least.operations());
                    json.writeNumberField("faults", least.faults());
                    json.writeBooleanField("least", least.isLeast());
                    json.writeEndObject();
                }
                json.writeStringField("property", smallest.property());
            }
            json.writeArrayFieldStart("others");
            for (Hunt.Find find : entry.others(bug)) {
                write(json, find);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("detected", shown.count(page.detected()::contains));
        json.writeNumberField("total", shown.size());
        json.writeNumberField("falseAlarms", alarms(watches));
        json.writeArrayFieldStart("healthy");
        for (String scenario : scenarios()) {
            Vector<Watch> parts = parts(scenario);
            json.writeStartObject();
            json.writeStringField("scenario", scenario);
            json.writeNumberField("seeds", parts.map(Watch::seeds).sum().longValue());
            json.writeNumberField(
                    "inconclusive", parts.map(part -> part.inconclusive().size()).sum().intValue());
            json.writeArrayFieldStart("alarms");
            for (Hunt.Find alarm : parts.flatMap(page::falseAlarms)) {
                write(json, alarm);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Hunt.Find find) throws IOException {
        json.writeStartObject();
        json.writeStringField("seed", Seeds.text(find.seed()));
        json.writeStringField("property", find.property());
        json.writeEndObject();
    }
}
