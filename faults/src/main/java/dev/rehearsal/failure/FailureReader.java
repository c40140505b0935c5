package dev.rehearsal.failure;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.shrink.Standing;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;
import dev.rehearsal.spelling.Names;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a failure of a JSON text, or says in one sentence why it cannot. */
final class FailureReader {

    private final Catalogue catalogue;

    FailureReader(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Failure failure(Json json) {
        schema(json);
        Settings settings = settings(json);
        Cluster cluster = cluster(json, settings);
        Violation violation = violation(json);
        return new Failure(
                new Story(
                        settings,
                        operations(json.get("operations"), cluster),
                        departures(json.get("departures"), cluster),
                        heal(json.get("heal"), cluster)),
                origin(json),
                violation,
                json.get("traceHash").bits(),
                hashes(json.get("stepHashes")),
                size(json.get("found")),
                shrinking(json.get("shrunk")),
                json.get("rehearsal").text());
    }

    private static void schema(Json json) {
        if (!json.isObject() || !json.has("schema")) {
            throw new FailureFileException(
                    "it must be an object with \"schema\": \"" + FailureFile.SCHEMA + "\"");
        }
        String schema = json.get("schema").text();
        if (!schema.equals(FailureFile.SCHEMA)) {
            throw new FailureFileException(
                    "its schema must be "
                            + FailureFile.SCHEMA
                            + ": schema="
                            + schema
                            + (schema.startsWith("rehearsal.failure/")
                                    ? "; replay it with the version of Rehearsal that wrote it"
                                    : ""));
        }
    }

    private Settings settings(Json json) {
        Settings settings = scenario(json).settings();
        Json parameters = json.get("parameters");
        for (String name : parameters.names()) {
            try {
                settings = settings.with(name, String.valueOf(parameters.get(name).value()));
            } catch (IllegalArgumentException e) {
                throw parameters.get(name).refused(e);
            }
        }
        Json variant = json.get("variant");
        try {
            return variant.isNull() ? settings : settings.withVariant(variant.text());
        } catch (FailureFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw variant.refused(e);
        }
    }

    /** By name, or else by class: a user's own is in no catalogue. */
    private Scenario scenario(Json json) {
        Json name = json.get("scenario");
        try {
            return catalogue.named(name.text());
        } catch (FailureFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            Json type = json.get("scenarioClass");
            if (type.isNull()) {
                throw name.refused(e);
            }
            try {
                return catalogue.named(type.text());
            } catch (IllegalArgumentException _) {
                throw new FailureFileException(
                        "scenario: "
                                + e.getMessage()
                                + "; if it is a scenario of your own, name its classes by"
                                + " --classpath (class "
                                + type.text()
                                + ")");
            }
        }
    }

    private static Cluster cluster(Json json, Settings settings) {
        try {
            return settings.cluster();
        } catch (IllegalArgumentException e) {
            throw json.get("parameters").refused(e);
        }
    }

    private static Option<Failure.Origin> origin(Json json) {
        if (json.get("seed").isNull()) {
            return Option.none();
        }
        return Option.some(new Failure.Origin(json.get("seed").bits(), json.get("faults").text()));
    }

    private static Violation violation(Json whole) {
        Json json = whole.get("violation");
        Violation violation =
                new Violation(
                        json.get("property").text(),
                        json.get("kind").text(),
                        json.get("place").text(),
                        json.get("message").text(),
                        json.get("step").whole(0, Long.MAX_VALUE),
                        json.get("nanos").whole(0, Long.MAX_VALUE));
        String signature = whole.get("signature").text();
        if (!signature.equals(violation.signature())) {
            throw new FailureFileException(
                    "signature must be that of the violation, "
                            + violation.signature()
                            + ": it is "
                            + signature);
        }
        return violation;
    }

    // -------------------------------------------------------------------------------------- story

    private static Vector<PlannedOperation> operations(Json json, Cluster cluster) {
        List<PlannedOperation> operations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Json entry : json.list()) {
            Json client = entry.get("client");
            if (!cluster.clients().contains(client.text())) {
                throw unknown(client, "client", cluster.clients());
            }
            PlannedOperation operation =
                    new PlannedOperation(
                            client.text(),
                            (int) entry.get("index").whole(1, Integer.MAX_VALUE),
                            operation(entry.get("operation"), cluster),
                            begin(entry));
            if (!names.add(operation.name())) {
                throw new FailureFileException(
                        entry.path() + ": an operation must be there once: " + operation.name());
            }
            operations.add(operation);
        }
        return Vector.ofAll(operations);
    }

    private static Point begin(Json entry) {
        return entry.has("afterOperation")
                ? Departures.point(entry)
                : new Point.At(entry.get("atNanos").whole(0, Long.MAX_VALUE));
    }

    private static Object operation(Json json, Cluster cluster) {
        Object operation = Values.read(json, cluster.requireWorkload().operationType());
        if (operation == null) {
            throw new FailureFileException(json.path() + " must be an operation: it is null");
        }
        return operation;
    }

    private static Vector<Departure> departures(Json json, Cluster cluster) {
        return Vector.ofAll(json.list()).map(entry -> Departures.read(entry, cluster));
    }

    /** None in files that were written before there was one, and where faults never stop. */
    private static Heal heal(Json json, Cluster cluster) {
        if (json.isNull()) {
            return Heal.NEVER;
        }
        return new Heal(
                json.get("atNanos").whole(0, Long.MAX_VALUE - 1),
                servers(json.get("lost"), cluster),
                json.has("broken") ? servers(json.get("broken"), cluster) : Vector.empty());
    }

    private static Vector<String> servers(Json json, Cluster cluster) {
        Vector<String> servers = Vector.empty();
        for (Json node : json.list()) {
            if (!cluster.servers().contains(node.text())) {
                throw unknown(node, "server", cluster.servers());
            }
            servers = servers.append(node.text());
        }
        return servers;
    }

    // ------------------------------------------------------------------------------- what was seen

    private static StepHashes hashes(Json json) {
        List<Integer> hashes = new ArrayList<>();
        for (Json line : json.get("hashes").list()) {
            for (String hash : line.text().split(" ")) {
                if (!hash.matches("[0-9a-f]{8}")) {
                    throw new FailureFileException(
                            line.path() + " must be hashes of 8 hex digits: it has " + hash);
                }
                hashes.add(Integer.parseUnsignedInt(hash, 16));
            }
        }
        try {
            return new StepHashes(
                    json.get("steps").whole(0, Long.MAX_VALUE),
                    (int) json.get("every").whole(1, Integer.MAX_VALUE),
                    Vector.ofAll(hashes));
        } catch (FailureFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw json.refused(e);
        }
    }

    private static Size size(Json json) {
        return new Size(
                json.get("operations").count(),
                json.get("faults").count(),
                json.get("decisions").count(),
                json.get("steps").whole(0, Long.MAX_VALUE));
    }

    private static Option<Failure.Shrinking> shrinking(Json json) {
        if (json.isNull()) {
            return Option.none();
        }
        return Option.some(
                new Failure.Shrinking(
                        size(json),
                        json.get("runs").count(),
                        json.get("oneMinimal").bool(),
                        !json.get("budgetEnded").bool(),
                        json.has("canonical") && json.get("canonical").bool()
                                ? Standing.CANONICAL
                                : Standing.LOCAL));
    }

    static FailureFileException unknown(Json json, String what, Vector<String> known) {
        return new FailureFileException(
                json.path()
                        + ": no "
                        + what
                        + " '"
                        + json.text()
                        + "'"
                        + Names.suggest(json.text(), known));
    }
}
