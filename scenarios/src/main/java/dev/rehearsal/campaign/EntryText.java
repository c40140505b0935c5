package dev.rehearsal.campaign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

import dev.rehearsal.failure.FailureFileException;
import dev.rehearsal.failure.Json;
import dev.rehearsal.shrink.Size;

import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;

/**
 * Entries as lines: {@code {"runs":{…}}}, ASCII, one JSON object with one field that says what it
 * is.
 *
 * <p>Errors: a line that is none is refused with {@link IllegalArgumentException}.
 */
final class EntryText {

    /** What a journal is, and how its lines read; the first field of every session. */
    static final String SCHEMA = "rehearsal.campaign/2";

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private EntryText() {}

    /** Writes fields of an object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** An object with one field, on one line. */
    static String line(String kind, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart(kind);
            fields.write(json);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    // ------------------------------------------------------------------------------------ writing

    static String of(Entry entry) {
        return switch (entry) {
            case Entry.Session session -> line("session", json -> write(json, session));
            case Entry.Runs runs -> line("runs", json -> write(json, runs));
            case Entry.Stopped stopped -> line("stopped", json -> write(json, stopped));
            case Entry.Shrunk shrunk -> line("shrunk", json -> write(json, shrunk));
            case Entry.Unshrunk unshrunk ->
                    line(
                            "unshrunk",
                            json -> {
                                json.writeStringField("subject", unshrunk.subject());
                                json.writeStringField("signature", unshrunk.signature());
                                json.writeStringField("seed", SeedText.of(unshrunk.seed()));
                                json.writeNumberField("level", unshrunk.level());
                                json.writeStringField("why", unshrunk.why());
                            });
            case Entry.Verified verified ->
                    line(
                            "verified",
                            json -> {
                                json.writeStringField("subject", verified.subject());
                                json.writeStringField("signature", verified.signature());
                                json.writeStringField("fate", verified.fate().name());
                                json.writeStringField("now", verified.now());
                                json.writeNumberField("subjectRuns", verified.subjectRuns());
                                json.writeStringField("at", verified.at().toString());
                            });
            case Entry.Canary canary ->
                    line(
                            "canary",
                            json -> {
                                json.writeStringField("subject", canary.subject());
                                json.writeBooleanField("found", canary.found());
                                json.writeNumberField("runs", canary.runs());
                                json.writeStringField("at", canary.at().toString());
                            });
            case Entry.Closed closed ->
                    line(
                            "closed",
                            json -> {
                                json.writeStringField("at", closed.at().toString());
                                json.writeStringField("why", closed.why());
                                json.writeNumberField("elapsedNanos", closed.elapsedNanos());
                            });
        };
    }

    private static void write(JsonGenerator json, Entry.Session session) throws IOException {
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("at", session.at().toString());
        json.writeStringField("version", session.version());
        json.writeStringField("machine", session.machine());
        json.writeStringField("java", session.java());
        json.writeArrayFieldStart("subjects");
        for (Subject subject : session.subjects()) {
            subject.write(json);
        }
        json.writeEndArray();
        json.writeStringField("faults", session.faults());
        strings(json, "classPath", session.classPath());
        json.writeStringField("first", SeedText.of(session.first()));
        json.writeStringField("last", SeedText.of(session.last()));
        json.writeStringField("duration", session.duration().map(Duration::toString).getOrNull());
        json.writeNumberField("shard", session.shard());
        json.writeNumberField("shards", session.shards());
        json.writeNumberField("jobs", session.jobs());
    }

    private static void write(JsonGenerator json, Entry.Runs runs) throws IOException {
        json.writeStringField("subject", runs.subject());
        json.writeStringField("first", SeedText.of(runs.first()));
        json.writeNumberField("stride", runs.stride());
        json.writeNumberField("count", runs.count());
        json.writeStringField("began", runs.began().toString());
        json.writeStringField("ended", runs.ended().toString());
        json.writeNumberField("cpuNanos", runs.cpuNanos());
        json.writeNumberField("steps", runs.steps());
        json.writeNumberField("nanos", runs.nanos());
        json.writeNumberField("vacuous", runs.vacuous());
        json.writeNumberField("inconclusive", runs.inconclusive());
        json.writeObjectFieldStart("goals");
        for (var goal : runs.goals()) {
            json.writeNumberField(goal._1, goal._2);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("faults");
        for (var fault : runs.faults()) {
            json.writeArrayFieldStart(fault._1);
            json.writeNumber(fault._2.injected());
            json.writeNumber(fault._2.effective());
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("behaviours");
        for (var behaviour : runs.behaviours()) {
            json.writeNumberField(HexFormat.of().toHexDigits(behaviour._1), behaviour._2);
        }
        json.writeEndObject();
        json.writeArrayFieldStart("failing");
        for (Entry.Failing failing : runs.failing()) {
            json.writeStartObject();
            json.writeStringField("signature", failing.signature());
            json.writeStringField("property", failing.property());
            json.writeStringField("kind", failing.kind());
            json.writeStringField("message", failing.message());
            json.writeNumberField("count", failing.count());
            json.writeStringField("lowest", SeedText.of(failing.lowest()));
            json.writeStringField("fewest", SeedText.of(failing.fewest()));
            json.writeNumberField("steps", failing.steps());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("latencyLog", Histograms.encoded(runs.logs().latency()));
        json.writeStringField("stepsLog", Histograms.encoded(runs.logs().steps()));
        json.writeStringField("cpuLog", Histograms.encoded(runs.logs().cpu()));
    }

    private static void write(JsonGenerator json, Entry.Stopped stopped) throws IOException {
        json.writeStringField("subject", stopped.subject());
        json.writeStringField("seed", SeedText.of(stopped.seed()));
        json.writeNumberField("stride", stopped.stride());
        json.writeStringField("what", stopped.what());
        json.writeStringField("place", stopped.place());
        json.writeStringField("message", stopped.message());
        strings(json, "lines", stopped.lines());
        json.writeStringField("at", stopped.at().toString());
    }

    private static void write(JsonGenerator json, Entry.Shrunk shrunk) throws IOException {
        json.writeStringField("subject", shrunk.subject());
        json.writeStringField("signature", shrunk.signature());
        json.writeStringField("seed", SeedText.of(shrunk.seed()));
        json.writeNumberField("level", shrunk.level());
        json.writeNumberField("operations", shrunk.size().operations());
        json.writeNumberField("faults", shrunk.size().faults());
        json.writeNumberField("decisions", shrunk.size().decisions());
        json.writeNumberField("steps", shrunk.size().steps());
        json.writeNumberField("runs", shrunk.runs());
        json.writeBooleanField("oneMinimal", shrunk.oneMinimal());
        json.writeBooleanField("exhausted", shrunk.exhausted());
        json.writeBooleanField("canonical", shrunk.canonical());
        json.writeNumberField("cpuNanos", shrunk.cpuNanos());
        json.writeStringField("failure", shrunk.failure());
    }

    private static void strings(JsonGenerator json, String name, Vector<String> all)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String one : all) {
            json.writeString(one);
        }
        json.writeEndArray();
    }

    // ------------------------------------------------------------------------------------ reading

    static Entry read(String line) {
        try {
            Json json = Json.read(line);
            String kind = json.names().getFirst();
            return entry(kind, json.get(kind));
        } catch (FailureFileException | DateTimeParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Entry entry(String kind, Json json) {
        return switch (kind) {
            case "session" -> session(json);
            case "runs" -> runs(json);
            case "stopped" ->
                    new Entry.Stopped(
                            json.get("subject").text(),
                            json.get("seed").bits(),
                            json.get("stride").whole(1, Integer.MAX_VALUE),
                            json.get("what").text(),
                            json.get("place").text(),
                            json.get("message").text(),
                            strings(json.get("lines")),
                            instant(json.get("at")));
            case "shrunk" ->
                    new Entry.Shrunk(
                            json.get("subject").text(),
                            json.get("signature").text(),
                            json.get("seed").bits(),
                            json.get("level").count(),
                            new Size(
                                    json.get("operations").count(),
                                    json.get("faults").count(),
                                    json.get("decisions").count(),
                                    number(json.get("steps"))),
                            json.get("runs").count(),
                            json.get("oneMinimal").bool(),
                            json.get("exhausted").bool(),
                            json.get("canonical").bool(),
                            number(json.get("cpuNanos")),
                            json.get("failure").text());
            case "unshrunk" ->
                    new Entry.Unshrunk(
                            json.get("subject").text(),
                            json.get("signature").text(),
                            json.get("seed").bits(),
                            json.get("level").count(),
                            json.get("why").text());
            case "verified" ->
                    new Entry.Verified(
                            json.get("subject").text(),
                            json.get("signature").text(),
                            Entry.Fate.valueOf(json.get("fate").text()),
                            json.get("now").text(),
                            number(json.get("subjectRuns")),
                            instant(json.get("at")));
            case "canary" ->
                    new Entry.Canary(
                            json.get("subject").text(),
                            json.get("found").bool(),
                            json.get("runs").count(),
                            instant(json.get("at")));
            case "closed" ->
                    new Entry.Closed(
                            instant(json.get("at")),
                            json.get("why").text(),
                            number(json.get("elapsedNanos")));
            default -> throw new IllegalArgumentException("no entry of a journal: kind=" + kind);
        };
    }

    private static Entry.Session session(Json json) {
        if (!json.get("schema").text().equals(SCHEMA)) {
            throw new IllegalArgumentException(
                    "this version reads " + SCHEMA + ": schema=" + json.get("schema").text());
        }
        return new Entry.Session(
                instant(json.get("at")),
                json.get("version").text(),
                json.get("machine").text(),
                json.get("java").text(),
                Vector.ofAll(json.get("subjects").list()).map(Subject::read),
                json.get("faults").text(),
                strings(json.get("classPath")),
                json.get("first").bits(),
                json.get("last").bits(),
                json.get("duration").isNull()
                        ? Option.none()
                        : Option.some(Duration.parse(json.get("duration").text())),
                json.get("shard").count(),
                json.get("shards").count(),
                json.get("jobs").count());
    }

    private static Entry.Runs runs(Json json) {
        Json goals = json.get("goals");
        Json faults = json.get("faults");
        Json behaviours = json.get("behaviours");
        return new Entry.Runs(
                json.get("subject").text(),
                json.get("first").bits(),
                json.get("stride").whole(1, Integer.MAX_VALUE),
                (int) json.get("count").whole(1, Integer.MAX_VALUE),
                instant(json.get("began")),
                instant(json.get("ended")),
                number(json.get("cpuNanos")),
                number(json.get("steps")),
                number(json.get("nanos")),
                number(json.get("vacuous")),
                number(json.get("inconclusive")),
                LinkedHashMap.ofEntries(
                        Vector.ofAll(goals.names())
                                .map(name -> Tuple.of(name, number(goals.get(name))))),
                tallies(faults),
                LinkedHashMap.ofEntries(
                        Vector.ofAll(behaviours.names())
                                .map(name ->
                                        Tuple.of(
                                                Long.parseUnsignedLong(name, 16),
                                                number(behaviours.get(name))))),
                Vector.ofAll(json.get("failing").list()).map(EntryText::failing),
                new Histograms(
                        Histograms.decoded(json.get("latencyLog").text()),
                        Histograms.decoded(json.get("stepsLog").text()),
                        Histograms.decoded(json.get("cpuLog").text())));
    }

    private static Map<String, Entry.Tally> tallies(Json faults) {
        return LinkedHashMap.ofEntries(
                Vector.ofAll(faults.names())
                        .map(name -> {
                            var pair = faults.get(name).list();
                            return Tuple.of(
                                    name,
                                    new Entry.Tally(
                                            number(pair.getFirst()), number(pair.getLast())));
                        }));
    }

    private static Entry.Failing failing(Json json) {
        return new Entry.Failing(
                json.get("signature").text(),
                json.get("property").text(),
                json.get("kind").text(),
                json.get("message").text(),
                number(json.get("count")),
                json.get("lowest").bits(),
                json.get("fewest").bits(),
                number(json.get("steps")));
    }

    static Vector<String> strings(Json json) {
        return Vector.ofAll(json.list()).map(Json::text);
    }

    private static Instant instant(Json json) {
        return Instant.parse(json.text());
    }

    private static long number(Json json) {
        return json.whole(0, Long.MAX_VALUE);
    }
}
