package dev.rehearsal.zoo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

import dev.rehearsal.counterexample.Fewest;
import dev.rehearsal.failure.Json;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * All that was measured so far, as the file {@code zoo.json} keeps it. A bug that is measured again
 * is replaced; what was seen of healthy scenarios is a ledger that is only added to.
 *
 * @param entries of bugs, by name
 * @param watches of healthy scenarios, by name and first seed
 */
public record Records(Vector<Entry> entries, Vector<Watch> watches) {

    /** The schema of the file. */
    public static final String SCHEMA = "rehearsal.zoo-records/2";

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Nothing was measured yet. */
    public static final Records NONE = new Records(Vector.empty(), Vector.empty());

    /** What was measured of a bug. */
    public Option<Entry> of(Bug bug) {
        return entries.find(entry -> entry.bug().equals(bug.name()));
    }

    /** The ledger of a healthy scenario. */
    public Vector<Watch> of(String scenario) {
        return watches.filter(watch -> watch.scenario().equals(scenario));
    }

    /** With that measurement instead of an earlier one of its bug. */
    public Records with(Entry entry) {
        return new Records(
                entries.filter(old -> !old.bug().equals(entry.bug()))
                        .append(entry)
                        .sortBy(Entry::bug),
                watches);
    }

    /** With another part of a ledger; what goes on in the same place becomes one part. */
    public Records with(Watch part) {
        if (part.seeds() == 0) {
            return this;
        }
        Option<Watch> before = watches.find(known -> known.goesOnWith(part));
        return new Records(
                entries,
                watches.removeAll(before)
                        .append(before.map(known -> known.with(part)).getOrElse(part))
                        .sorted(
                                Comparator.comparing(Watch::scenario)
                                        .thenComparingLong(Watch::first)
                                        .thenComparingLong(Watch::probe)));
    }

    /**
     * With what others have measured: their bugs replace ours, and what they have seen of healthy
     * scenarios is added, but for parts with a seed that the ledger has.
     */
    public Records with(Records others) {
        Records all = others.entries.foldLeft(this, Records::with);
        return others.watches
                .filter(part -> !watches.exists(part::repeats))
                .foldLeft(all, Records::with);
    }

    /** Without the bugs and scenarios that are not among these. */
    public Records only(Vector<Bug> bugs) {
        return new Records(
                entries.filter(entry -> bugs.exists(bug -> bug.name().equals(entry.bug()))),
                watches.filter(watch ->
                        bugs.exists(bug -> bug.scenario().name().equals(watch.scenario()))));
    }

    // ------------------------------------------------------------------------------------ writing

    /** The text of the file. */
    public String text() {
        StringWriter text = new StringWriter();
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        try (JsonGenerator json =
                FACTORY.createGenerator(text)
                        .setPrettyPrinter(
                                new DefaultPrettyPrinter()
                                        .withObjectIndenter(indent)
                                        .withArrayIndenter(indent))) {
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeArrayFieldStart("bugs");
            for (Entry entry : entries) {
                write(json, entry);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("healthy");
            for (Watch watch : watches) {
                write(json, watch);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("bug", entry.bug());
        json.writeStringField("probe", hex(entry.probe()));
        json.writeNumberField("budgetNanos", entry.budgetNanos());
        json.writeArrayFieldStart("hunts");
        for (Hunt hunt : entry.hunts()) {
            json.writeStartObject();
            json.writeStringField("first", "0x" + hex(hunt.first()));
            json.writeNumberField("seeds", hunt.seeds());
            json.writeNumberField("inconclusive", hunt.inconclusive());
            json.writeNumberField("cpuNanos", hunt.cpuNanos());
            for (Hunt.Find find : hunt.find()) {
                json.writeFieldName("find");
                write(json, find);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        for (Entry.Smallest smallest : entry.smallest()) {
            json.writeObjectFieldStart("smallest");
            json.writeStringField("property", smallest.property());
            json.writeNumberField("shrinkSteps", smallest.shrinkSteps());
            json.writeNumberField("operations", smallest.operations());
            json.writeNumberField("faults", smallest.faults());
            json.writeNumberField("decisions", smallest.decisions());
            json.writeNumberField("lost", smallest.lost());
            json.writeNumberField("steps", smallest.steps());
            json.writeBooleanField("oneMinimal", smallest.oneMinimal());
            json.writeBooleanField("canonical", smallest.canonical());
            for (Entry.Searched searched : smallest.searched()) {
                write(json, searched);
            }
            json.writeEndObject();
        }
        write(json, entry.place());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Entry.Searched searched) throws IOException {
        json.writeObjectFieldStart("searched");
        json.writeNumberField("statesMax", searched.statesMax());
        switch (searched.fewest()) {
            case Fewest.Reached least -> {
                json.writeNumberField("operations", least.operations());
                json.writeNumberField("faults", least.faults());
                json.writeNumberField("steps", least.steps());
                json.writeBooleanField("least", least.isLeast());
            }
            case Fewest.Missed(boolean isCut) -> json.writeBooleanField("cut", isCut);
            case Fewest.Refused(String why) -> json.writeStringField("refused", why);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Watch watch) throws IOException {
        json.writeStartObject();
        json.writeStringField("scenario", watch.scenario());
        json.writeStringField("probe", hex(watch.probe()));
        json.writeStringField("first", "0x" + hex(watch.first()));
        json.writeNumberField("seeds", watch.seeds());
        json.writeArrayFieldStart("inconclusive");
        for (long seed : watch.inconclusive()) {
            json.writeString("0x" + hex(seed));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("alarms");
        for (Hunt.Find alarm : watch.alarms()) {
            write(json, alarm);
        }
        json.writeEndArray();
        json.writeNumberField("cpuNanos", watch.cpuNanos());
        write(json, watch.place());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Hunt.Find find) throws IOException {
        json.writeStartObject();
        json.writeStringField("seed", "0x" + hex(find.seed()));
        json.writeStringField("property", find.property());
        json.writeStringField("signature", find.signature());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Place place) throws IOException {
        json.writeStringField("version", place.version());
        json.writeStringField("machine", place.machine());
        json.writeStringField("date", place.date());
    }

    static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    // ------------------------------------------------------------------------------------ reading

    /**
     * Reads the text of a file.
     *
     * @throws dev.rehearsal.failure.FailureFileException when it is none
     * @throws IllegalArgumentException when it is one of another version
     */
    public static Records read(String text) {
        Json json = Json.read(text);
        if (!json.get("schema").text().equals(SCHEMA)) {
            throw new IllegalArgumentException(
                    "this version reads " + SCHEMA + ": schema=" + json.get("schema").text());
        }
        return new Records(
                Vector.ofAll(json.get("bugs").list()).map(Records::entry),
                Vector.ofAll(json.get("healthy").list()).map(Records::watch));
    }

    private static Entry entry(Json json) {
        return new Entry(
                json.get("bug").text(),
                json.get("probe").bits(),
                count(json.get("budgetNanos")),
                Vector.ofAll(json.get("hunts").list()).map(Records::hunt),
                json.has("smallest") ? Option.some(smallest(json.get("smallest"))) : Option.none(),
                place(json));
    }

    private static Hunt hunt(Json json) {
        return new Hunt(
                json.get("first").bits(),
                count(json.get("seeds")),
                count(json.get("inconclusive")),
                count(json.get("cpuNanos")),
                json.has("find") ? Option.some(find(json.get("find"))) : Option.none());
    }

    private static Hunt.Find find(Json json) {
        return new Hunt.Find(
                json.get("seed").bits(), json.get("property").text(), json.get("signature").text());
    }

    private static Entry.Smallest smallest(Json json) {
        return new Entry.Smallest(
                json.get("property").text(),
                count(json.get("shrinkSteps")),
                json.get("operations").count(),
                json.get("faults").count(),
                json.get("decisions").count(),
                json.has("lost") ? json.get("lost").count() : 0,
                count(json.get("steps")),
                json.get("oneMinimal").bool(),
                json.get("canonical").bool(),
                json.has("searched") ? Option.some(searched(json.get("searched"))) : Option.none());
    }

    private static Entry.Searched searched(Json json) {
        Fewest fewest;
        if (json.has("refused")) {
            fewest = new Fewest.Refused(json.get("refused").text());
        } else if (json.has("cut")) {
            fewest = new Fewest.Missed(json.get("cut").bool());
        } else {
            fewest =
                    new Fewest.Reached(
                            json.get("operations").count(),
                            json.get("faults").count(),
                            json.get("steps").count(),
                            json.get("least").bool());
        }
        return new Entry.Searched(count(json.get("statesMax")), fewest);
    }

    private static Watch watch(Json json) {
        return new Watch(
                json.get("scenario").text(),
                json.get("probe").bits(),
                json.get("first").bits(),
                count(json.get("seeds")),
                Vector.ofAll(json.get("inconclusive").list()).map(Json::bits),
                Vector.ofAll(json.get("alarms").list()).map(Records::find),
                count(json.get("cpuNanos")),
                place(json));
    }

    private static Place place(Json json) {
        return new Place(
                json.get("version").text(), json.get("machine").text(), json.get("date").text());
    }

    private static long count(Json json) {
        return json.whole(0, Long.MAX_VALUE);
    }
}
