package dev.rehearsal.failure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.value.Damage;

import io.vavr.collection.Vector;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults that are listed one by one, each with its time or its message: written by hand or taken
 * from a story, committed as a regression test.
 *
 * <p>Shape: an immutable value, and a JSON text:
 *
 * <pre>{@code
 * {
 *   "schema": "rehearsal.plan/1",
 *   "faultsStopAt": "2s",
 *   "faults": [
 *     {"at": "the 2nd AppendEntries from s1 to s2", "do": "hold", "for": "50ms"},
 *     {"at": "120ms", "do": "crash", "node": "s1", "for": "20ms"}
 *   ]
 * }
 * }</pre>
 *
 * <p>At a message, counted over the whole run in the order of sending: {@code drop}; {@code hold}
 * and {@code duplicate} with {@code for}; {@code corrupt} with {@code damage}, of the {@link
 * dev.rehearsal.value.Bytes} that it carries, such as {@code bit 3 flipped} or {@code cut at byte
 * 2}; {@code crash}, the node of the receiver as it comes to handle it, with {@code for}; {@code
 * kill}, the receiver then. At a time: {@code crash}, {@code stop} and {@code pause} with {@code
 * node} and {@code for}; {@code partition} with {@code links} such as {@code s1→s2} and {@code
 * for}; {@code clock-jump} with {@code node} and {@code by}; {@code kill} with {@code actor}. A
 * fault may also be a departure as a failure file has it.
 *
 * <p>{@code faultsStopAt} is a time or {@code never}; {@code lost} may list servers that lose power
 * then and never come back, {@code broken} such as are left as they are then ({@link Heal}).
 *
 * <p>Determinism: the run is a function of the operations and the plan. Unlike departures, counted
 * messages depend on what was sent before.
 *
 * <p>Errors: {@link FailureFileException} says what is wrong and where.
 *
 * @param steps in the order of the text
 * @param heal when the faults stop
 */
public record FaultPlan(Vector<Step> steps, Heal heal) {

    /** The schema of the text. */
    public static final String SCHEMA = "rehearsal.plan/1";

    private static final Pattern MESSAGE =
            Pattern.compile(
                    "the (?<n>[1-9]\\d{0,8})(st|nd|rd|th) (?<type>[^ ]+) from (?<from>[^ ]+) to"
                            + " (?<to>[^ ]+)");
    private static final Pattern TIME = Pattern.compile("(?<n>-?\\d{1,15})(?<unit>ns|us|ms|s)");
    private static final JsonFactory FACTORY = new JsonFactory();

    /** One fault. */
    public sealed interface Step {}

    /** What a story has. */
    public record Exact(Departure departure) implements Step {}

    /**
     * Something goes wrong with the n-th message of a type from one actor to another.
     *
     * @param nth from 1, over the whole run
     * @param type the simple name of the message's class
     * @param from the path of the sender
     * @param to the path of the receiver
     * @param act what goes wrong
     */
    public record OnMessage(int nth, String type, String from, String to, Act act) implements Step {
        /** Refuses a number below 1. */
        public OnMessage {
            if (nth < 1) {
                throw new IllegalArgumentException("nth must be at least 1: nth=" + nth);
            }
        }
    }

    /** What can go wrong with a message. */
    public sealed interface Act {

        /** It is lost. */
        record Drop() implements Act {}

        /**
         * It arrives that long after it was sent.
         *
         * @param nanos at least 1
         */
        record Hold(long nanos) implements Act {
            /** Refuses a time that is not positive. */
            public Hold {
                requirePositive(nanos);
            }
        }

        /**
         * It is delivered again that long after it was sent.
         *
         * @param nanos at least 1
         */
        record Duplicate(long nanos) implements Act {
            /** Refuses a time that is not positive. */
            public Duplicate {
                requirePositive(nanos);
            }
        }

        /** The {@link dev.rehearsal.value.Bytes} that it carries arrive damaged. */
        record Corrupt(Damage damage) implements Act {}

        /**
         * As it is handled the node of the receiver loses power, for that long.
         *
         * @param nanos at least 1
         */
        record Crash(long nanos) implements Act {
            /** Refuses a time that is not positive. */
            public Crash {
                requirePositive(nanos);
            }
        }

        /** As it is handled the receiver ends. */
        record Kill() implements Act {}

        private static void requirePositive(long nanos) {
            if (nanos < 1) {
                throw new IllegalArgumentException("nanos must be at least 1: nanos=" + nanos);
            }
        }
    }

    /** The plan that does what a story says. */
    public static FaultPlan of(Story story) {
        return new FaultPlan(story.departures().map(Exact::new), story.heal());
    }

    /** The adversary that does what the plan says, for one run. */
    public PlanAdversary adversary() {
        return new PlanAdversary(this);
    }

    /**
     * Reads a plan.
     *
     * @param cluster whose nodes it names
     * @throws FailureFileException when it is no plan for that cluster
     */
    public static FaultPlan read(String text, Cluster cluster) {
        Json json = Json.read(text);
        if (!json.isObject() || !json.has("schema") || !json.get("schema").text().equals(SCHEMA)) {
            throw new FailureFileException(
                    "a plan must be an object with \"schema\": \"" + SCHEMA + "\"");
        }
        for (String name : json.names()) {
            if (!Vector.of("schema", "faultsStopAt", "lost", "broken", "faults").contains(name)) {
                throw new FailureFileException("a plan has no field '" + name + "'");
            }
        }
        Json stop = json.get("faultsStopAt");
        Heal heal =
                new Heal(
                        stop.text().equals("never") ? Long.MAX_VALUE : time(stop, 1),
                        servers(json, "lost", cluster),
                        servers(json, "broken", cluster));
        Vector<Step> steps = Vector.empty();
        for (Json fault : json.get("faults").list()) {
            steps = steps.append(step(fault, cluster, steps.size()));
        }
        return new FaultPlan(steps, heal);
    }

    private static Step step(Json fault, Cluster cluster, int number) {
        if (fault.has("kind")) {
            return new Exact(Departures.read(fault, cluster));
        }
        String at = fault.get("at").text();
        Matcher message = MESSAGE.matcher(at);
        if (!message.matches()) {
            return new Exact(incident(fault, cluster, number));
        }
        return new OnMessage(
                Integer.parseInt(message.group("n")),
                message.group("type"),
                message.group("from"),
                message.group("to"),
                act(fault));
    }

    private static Act act(Json fault) {
        return switch (fault.get("do").text()) {
            case "drop" -> new Act.Drop();
            case "hold" -> new Act.Hold(time(fault.get("for"), 1));
            case "duplicate" -> new Act.Duplicate(time(fault.get("for"), 1));
            case "corrupt" -> new Act.Corrupt(damage(fault.get("damage")));
            case "crash" -> new Act.Crash(time(fault.get("for"), 1));
            case "kill" -> new Act.Kill();
            default ->
                    throw FailureReader.unknown(
                            fault.get("do"),
                            "fault of a message",
                            Vector.of("drop", "hold", "duplicate", "corrupt", "crash", "kill"));
        };
    }

    private static Damage damage(Json json) {
        try {
            return Damage.parse(json.text());
        } catch (IllegalArgumentException e) {
            throw json.refused(e);
        }
    }

    private static Departure incident(Json fault, Cluster cluster, int number) {
        Point.At at = new Point.At(time(fault.get("at"), 0));
        String act = fault.get("do").text();
        return switch (act) {
            case "crash" ->
                    new Departure.Crash(
                            node(fault, cluster),
                            number,
                            at,
                            time(fault.get("for"), 1),
                            Aftermath.NONE);
            case "stop" ->
                    new Departure.Stop(node(fault, cluster), number, at, time(fault.get("for"), 1));
            case "pause" ->
                    new Departure.Pause(
                            node(fault, cluster), number, at, time(fault.get("for"), 1));
            case "clock-jump" ->
                    new Departure.Jump(
                            node(fault, cluster),
                            number,
                            at,
                            time(fault.get("by"), Long.MIN_VALUE));
            case "kill" ->
                    new Departure.Kill(
                            fault.get("actor").text(), number, at, new ExitReason.Killed());
            case "partition" ->
                    new Departure.Partition(
                            "partition",
                            number,
                            at,
                            time(fault.get("for"), 1),
                            Vector.ofAll(fault.get("links").list())
                                    .map(link -> Departures.link(link, cluster)));
            default ->
                    throw FailureReader.unknown(
                            fault.get("do"),
                            "fault at a time",
                            Vector.of("crash", "stop", "pause", "clock-jump", "kill", "partition"));
        };
    }

    private static String node(Json fault, Cluster cluster) {
        return Departures.node(fault.get("node"), fault.get("node").text(), cluster);
    }

    private static long time(Json json, long least) {
        Matcher time = TIME.matcher(json.text());
        if (!time.matches()) {
            throw new FailureFileException(
                    json.path()
                            + " must be a time such as 20ms, or a message such as \"the 2nd Put"
                            + " from c1 to s1\": it is "
                            + json.text());
        }
        long number = Long.parseLong(time.group("n"));
        Duration span =
                switch (time.group("unit")) {
                    case "ns" -> Duration.ofNanos(number);
                    case "us" -> Duration.ofNanos(1_000).multipliedBy(number);
                    case "ms" -> Duration.ofMillis(number);
                    default -> Duration.ofSeconds(number);
                };
        if (span.compareTo(Duration.ofNanos(least)) < 0 || span.toDays() > 10_000) {
            throw new FailureFileException(
                    json.path() + " must be a time that can come: it is " + json.text());
        }
        return span.toNanos();
    }

    private static Vector<String> servers(Json json, String field, Cluster cluster) {
        return json.has(field)
                ? Vector.ofAll(json.get(field).list())
                        .map(node -> Departures.node(node, node.text(), cluster))
                : Vector.empty();
    }

    private static void writeServers(JsonGenerator json, String field, Vector<String> servers)
            throws IOException {
        if (!servers.isEmpty()) {
            json.writeArrayFieldStart(field);
            for (String node : servers) {
                json.writeString(node);
            }
            json.writeEndArray();
        }
    }

    /** The plan as a text that {@link #read} reads. */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                            .withArrayIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("faultsStopAt", heal.comes() ? heal.atNanos() + "ns" : "never");
            writeServers(json, "lost", heal.lost());
            writeServers(json, "broken", heal.broken());
            json.writeArrayFieldStart("faults");
            for (Step step : steps) {
                switch (step) {
                    case Exact exact -> Departures.write(json, exact.departure);
                    case OnMessage on -> {
                        json.writeStartObject();
                        json.writeStringField("at", at(on));
                        write(json, on.act);
                        json.writeEndObject();
                    }
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Act act) throws IOException {
        switch (act) {
            case Act.Drop() -> json.writeStringField("do", "drop");
            case Act.Hold(long nanos) -> write(json, "hold", nanos);
            case Act.Duplicate(long nanos) -> write(json, "duplicate", nanos);
            case Act.Corrupt(Damage damage) -> {
                json.writeStringField("do", "corrupt");
                json.writeStringField("damage", damage.toString());
            }
            case Act.Crash(long nanos) -> write(json, "crash", nanos);
            case Act.Kill() -> json.writeStringField("do", "kill");
        }
    }

    private static void write(JsonGenerator json, String act, long nanos) throws IOException {
        json.writeStringField("do", act);
        json.writeStringField("for", nanos + "ns");
    }

    private static String at(OnMessage on) {
        int tens = on.nth % 100;
        String ending =
                tens >= 11 && tens <= 13
                        ? "th"
                        : switch (on.nth % 10) {
                            case 1 -> "st";
                            case 2 -> "nd";
                            case 3 -> "rd";
                            default -> "th";
                        };
        return "the " + on.nth + ending + " " + on.type + " from " + on.from + " to " + on.to;
    }
}
