package dev.rehearsal.failure;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.value.Damage;

import io.vavr.collection.Vector;

import java.io.IOException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Departures as JSON: the kind, whom or what it is about by name, and its figures.
 *
 * <p>What a cut does stands under the kind of what ends the turn, with the turn as its name.
 */
final class Departures {

    private static final Pattern OPERATION =
            Pattern.compile("(?<client>.+)#(?<index>[1-9]\\d{0,8})");

    private Departures() {}

    // ------------------------------------------------------------------------------------ writing

    static void write(JsonGenerator json, Departure departure) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", departure.kind().label());
        switch (departure) {
            case Departure.OfMessage of -> {
                json.writeStringField("message", of.message().toString());
                switch (of) {
                    case Departure.Drop _ -> {}
                    case Departure.Held held -> writePoint(json, held.until());
                    case Departure.Again again -> writePoint(json, again.until());
                    case Departure.Corrupt corrupt ->
                            json.writeStringField("damage", corrupt.damage().toString());
                }
            }
            case Departure.Cut cut -> {
                json.writeStringField("turn", cut.turn().text());
                json.writeNumberField("effects", cut.at());
                switch (cut.ending()) {
                    case Departure.Cut.PowerLoss(long downNanos, Aftermath aftermath) ->
                            writeLoss(json, downNanos, aftermath);
                    case Departure.Cut.Exit exit -> writeReason(json, exit.reason());
                }
            }
            case Departure.Hang hang -> {
                json.writeStringField("turn", hang.turn().text());
                json.writeNumberField("nanos", hang.nanos());
            }
            case Departure.OfDisk of -> {
                json.writeStringField("operation", of.operation().toString());
                switch (of) {
                    case Departure.DiskTrouble trouble ->
                            json.writeStringField("fault", trouble.fault().toString());
                    case Departure.Stall stall -> json.writeNumberField("nanos", stall.nanos());
                }
            }
            case Departure.OfOccasion of -> {
                json.writeStringField("occasion", of.occasion().toString());
                switch (of) {
                    case Departure.Mistimed late -> json.writeNumberField("nanos", late.nanos());
                    case Departure.Fires _ -> {}
                    case Departure.Chooses choice -> {
                        json.writeNumberField("option", choice.option());
                        json.writeStringField("value", choice.value());
                    }
                }
            }
            case Departure.Incident incident -> writeIncident(json, incident);
        }
        json.writeEndObject();
    }

    private static void writeIncident(JsonGenerator json, Departure.Incident incident)
            throws IOException {
        json.writeStringField("target", incident.target());
        json.writeNumberField("slot", incident.slot());
        writePoint(json, incident.at());
        switch (incident) {
            case Departure.Crash crash -> writeLoss(json, crash.downNanos(), crash.aftermath());
            case Departure.Restore restore -> {
                json.writeNumberField("downNanos", restore.downNanos());
                json.writeNumberField("fromNanos", restore.fromNanos());
            }
            case Departure.Reset reset -> json.writeStringField("other", reset.other());
            case Departure.Stop stop -> {
                json.writeNumberField("downNanos", stop.downNanos());
                if (stop.graceNanos() > 0) {
                    json.writeNumberField("graceNanos", stop.graceNanos());
                }
            }
            case Departure.Kill kill -> writeReason(json, kill.reason());
            case Departure.Pause pause -> json.writeNumberField("nanos", pause.nanos());
            case Departure.Jump jump -> json.writeNumberField("nanos", jump.nanos());
            case Departure.Drift drift -> json.writeNumberField("ppm", drift.ppm());
            case Departure.Partition partition -> {
                json.writeNumberField("nanos", partition.nanos());
                json.writeArrayFieldStart("links");
                for (Link link : partition.links()) {
                    json.writeString(link.from() + "→" + link.to());
                }
                json.writeEndArray();
            }
            case Departure.Fill fill -> {
                json.writeNumberField("nanos", fill.nanos());
                json.writeNumberField("freeBytes", fill.freeBytes());
            }
            case Departure.Spoil spoil -> json.writeStringField("fault", spoil.fault().toString());
        }
    }

    private static void writeLoss(JsonGenerator json, long downNanos, Aftermath aftermath)
            throws IOException {
        json.writeNumberField("downNanos", downNanos);
        json.writeStringField("aftermath", aftermath.toString());
    }

    private static void writeReason(JsonGenerator json, ExitReason reason) throws IOException {
        json.writeStringField("reason", text(reason));
    }

    private static String text(ExitReason reason) {
        return switch (reason) {
            case ExitReason.Threw threw -> "threw " + threw.type();
            case ExitReason.Because(String term) -> "because " + term;
            case ExitReason.Because _, ExitReason.ShutdownWith _, DiskFailed _ ->
                    throw new IllegalArgumentException(
                            "the reason of a kill must be a plain one, threw or because of a"
                                    + " string: reason="
                                    + reason);
            case ExitReason.Normal _,
                    ExitReason.Shutdown _,
                    ExitReason.Kill _,
                    ExitReason.Killed _,
                    ExitReason.NoProcess _,
                    ExitReason.NoConnection _,
                    ExitReason.Ignored _ ->
                    reason.toString();
        };
    }

    static void writePoint(JsonGenerator json, Point point) throws IOException {
        switch (point) {
            case Point.After after -> json.writeNumberField("afterNanos", after.nanos());
            case Point.At at -> json.writeNumberField("atNanos", at.nanos());
            case Point.AfterOperation operation ->
                    json.writeStringField(
                            "afterOperation", operation.client() + "#" + operation.index());
            case Point.End _ -> json.writeBooleanField("atEnd", true);
        }
    }

    // ------------------------------------------------------------------------------------ reading

    static Departure read(Json json, Cluster cluster) {
        Vector<String> known = Vector.of(FaultKind.values()).map(FaultKind::label);
        String label = json.get("kind").text();
        FaultKind kind =
                Vector.of(FaultKind.values())
                        .find(candidate -> candidate.label().equals(label))
                        .getOrElseThrow(() ->
                                FailureReader.unknown(json.get("kind"), "kind of fault", known));
        try {
            return switch (kind) {
                case DROP -> new Departure.Drop(message(json));
                case HOLD -> new Departure.Held(message(json), point(json));
                case DUPLICATE -> new Departure.Again(message(json), point(json));
                case CORRUPT ->
                        new Departure.Corrupt(message(json), named(json, "damage", Damage::parse));
                case CRASH ->
                        json.has("turn")
                                ? cut(
                                        json,
                                        new Departure.Cut.PowerLoss(
                                                nanos(json, "downNanos"), aftermath(json)))
                                : new Departure.Crash(
                                        node(json, cluster),
                                        slot(json),
                                        point(json),
                                        nanos(json, "downNanos"),
                                        aftermath(json));
                case KILL ->
                        json.has("turn")
                                ? cut(json, new Departure.Cut.Exit(reason(json)))
                                : new Departure.Kill(
                                        json.get("target").text(),
                                        slot(json),
                                        point(json),
                                        reason(json));
                case STOP ->
                        new Departure.Stop(
                                node(json, cluster),
                                slot(json),
                                point(json),
                                nanos(json, "downNanos"),
                                json.has("graceNanos") ? nanos(json, "graceNanos") : 0);
                case HANG ->
                        new Departure.Hang(
                                named(json, "turn", TurnName::new), nanos(json, "nanos"));
                case PAUSE ->
                        new Departure.Pause(
                                node(json, cluster), slot(json), point(json), nanos(json, "nanos"));
                case JUMP ->
                        new Departure.Jump(
                                node(json, cluster),
                                slot(json),
                                point(json),
                                json.get("nanos").whole(Long.MIN_VALUE, Long.MAX_VALUE));
                case DRIFT ->
                        new Departure.Drift(
                                node(json, cluster),
                                slot(json),
                                point(json),
                                (int) json.get("ppm").whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
                case PARTITION ->
                        new Departure.Partition(
                                json.get("target").text(),
                                slot(json),
                                point(json),
                                nanos(json, "nanos"),
                                Vector.ofAll(json.get("links").list())
                                        .map(link -> link(link, cluster)));
                case FULL_DISK ->
                        new Departure.Fill(
                                node(json, cluster),
                                slot(json),
                                point(json),
                                nanos(json, "nanos"),
                                json.get("freeBytes").whole(0, Long.MAX_VALUE));
                case RESTORE ->
                        new Departure.Restore(
                                node(json, cluster),
                                slot(json),
                                point(json),
                                nanos(json, "downNanos"),
                                json.get("fromNanos").whole(0, Long.MAX_VALUE));
                case RESET ->
                        new Departure.Reset(
                                node(json, cluster),
                                slot(json),
                                point(json),
                                node(json.get("other"), json.get("other").text(), cluster));
                case MISTIMED ->
                        new Departure.Mistimed(
                                named(json, "occasion", Occasion::parse), nanos(json, "nanos"));
                case BUGGIFY -> new Departure.Fires(named(json, "occasion", Occasion::parse));
                case CHOICE ->
                        new Departure.Chooses(
                                named(json, "occasion", Occasion::parse),
                                (int) json.get("option").whole(2, Integer.MAX_VALUE),
                                json.get("value").text());
                case STALL ->
                        new Departure.Stall(
                                named(json, "operation", DiskName::parse), nanos(json, "nanos"));
                case DISK_ERROR, PHANTOM_WRITE, MISDIRECTED_WRITE, MISDIRECTED_READ ->
                        new Departure.DiskTrouble(
                                named(json, "operation", DiskName::parse),
                                fault(json, DiskFault.OfOperation.class));
                case BIT_FLIP, EVICTION ->
                        new Departure.Spoil(
                                json.get("target").text(),
                                slot(json),
                                point(json),
                                fault(json, DiskFault.OfFolder.class));
            };
        } catch (FailureFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw json.refused(e);
        }
    }

    private static Departure cut(Json json, Departure.Cut.Ending ending) {
        return new Departure.Cut(
                named(json, "turn", TurnName::new), json.get("effects").count(), ending);
    }

    private static String node(Json json, Cluster cluster) {
        return node(json.get("target"), json.get("target").text(), cluster);
    }

    static String node(Json json, String name, Cluster cluster) {
        Vector<String> nodes = cluster.topology().nodes().map(Topology.Node::name);
        if (!nodes.contains(name)) {
            throw FailureReader.unknown(json, "node", nodes);
        }
        return name;
    }

    static Link link(Json json, Cluster cluster) {
        String[] ends = json.text().split("→", -1);
        if (ends.length != 2) {
            throw new FailureFileException(
                    json.path() + ": a link must have the form s1→s2: it is " + json.text());
        }
        return new Link(node(json, ends[0], cluster), node(json, ends[1], cluster));
    }

    private static int slot(Json json) {
        return json.get("slot").count();
    }

    private static long nanos(Json json, String name) {
        return json.get(name).whole(1, Long.MAX_VALUE);
    }

    private static Aftermath aftermath(Json json) {
        return named(json, "aftermath", Aftermath::parse);
    }

    private static <T> T fault(Json json, Class<T> kind) {
        DiskFault fault = named(json, "fault", DiskFault::parse);
        if (!kind.isInstance(fault)) {
            throw new FailureFileException(
                    json.get("fault").path() + ": no fault of this kind: it is " + fault);
        }
        return kind.cast(fault);
    }

    private static ExitReason reason(Json json) {
        String text = json.get("reason").text();
        if (text.startsWith("threw ")) {
            return new ExitReason.Threw(text.substring("threw ".length()));
        }
        if (text.startsWith("because ")) {
            return new ExitReason.Because(text.substring("because ".length()));
        }
        return Vector.<ExitReason>of(
                        new ExitReason.Normal(),
                        new ExitReason.Shutdown(),
                        new ExitReason.Kill(),
                        new ExitReason.Killed(),
                        new ExitReason.NoProcess(),
                        new ExitReason.NoConnection(),
                        new ExitReason.Ignored())
                .find(reason -> reason.toString().equals(text))
                .getOrElseThrow(() ->
                        new FailureFileException(
                                json.get("reason").path()
                                        + ": a reason must be normal, shutdown, kill,"
                                        + " killed, noproc, noconnection, ignore, threw"
                                        + " TYPE or because TEXT: it is "
                                        + text));
    }

    private static MessageName message(Json json) {
        return named(
                json,
                "message",
                text -> {
                    MessageName name = MessageName.parse(text);
                    name.key();
                    return name;
                });
    }

    /** A name that is well formed and small enough to be looked up. */
    private static <T> T named(Json json, String field, Function<String, T> parse) {
        Json text = json.get(field);
        try {
            return parse.apply(text.text());
        } catch (NumberFormatException e) {
            throw new FailureFileException(
                    text.path() + ": a number in a name must be below 2147483648: " + text.text());
        } catch (FailureFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw text.refused(e);
        }
    }

    static Point point(Json json) {
        if (json.has("afterNanos")) {
            return new Point.After(json.get("afterNanos").whole(1, Long.MAX_VALUE));
        }
        if (json.has("atNanos")) {
            return new Point.At(json.get("atNanos").whole(0, Long.MAX_VALUE));
        }
        if (json.has("afterOperation")) {
            Json text = json.get("afterOperation");
            Matcher operation = OPERATION.matcher(text.text());
            if (!operation.matches()) {
                throw new FailureFileException(
                        text.path()
                                + ": an operation must have the form c1#3: it is "
                                + text.text());
            }
            return new Point.AfterOperation(
                    operation.group("client"), Integer.parseInt(operation.group("index")));
        }
        if (json.has("atEnd") && json.get("atEnd").bool()) {
            return new Point.End();
        }
        throw new FailureFileException(
                json.path() + " must have one of afterNanos, atNanos, afterOperation, atEnd");
    }
}
