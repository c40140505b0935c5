package dev.rehearsal.scenarios.backup;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.backup.Server.Bug;
import dev.rehearsal.scenarios.replication.RegisterUser;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A register on servers {@code s1}, {@code s2}, …, of which a view service {@code views} makes one
 * the primary and one the backup.
 */
public final class PrimaryBackup implements Scenario {

    private static final String SOURCE = "Alsberg, Day: Resilient Sharing of Resources, ICSE 1976";

    private static final Parameter.Count SERVERS =
            new Parameter.Count("servers", "how many servers", 3, 2, 5);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 3, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations each performs", 8, 1, 1_000);

    private static final Variant ANY_VIEW =
            new Variant("no-view-check", "a backup does what a primary of any view forwards")
                    .known(
                            "B1",
                            Vector.of("linearizable"),
                            "a primary that is cut off from the view service only",
                            SOURCE);
    private static final Variant ANSWERS_FIRST =
            new Variant("answers-before-backup", "a primary answers before its backup has done it")
                    .known(
                            "B2",
                            Vector.of("linearizable"),
                            "a crash of the primary after its answer",
                            SOURCE);
    private static final Variant OVERWRITES =
            new Variant(
                            "transfer-overwrites",
                            "a transfer that comes again replaces what has been done since")
                    .known(
                            "B3",
                            Vector.of("linearizable"),
                            "a transfer that is late or comes twice, and then a new primary",
                            SOURCE);

    @Override
    public String name() {
        return "primary-backup";
    }

    @Override
    public String summary() {
        return "a primary, a backup and who decides which is which: is it still one register?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(SERVERS, CLIENTS, OPERATIONS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(ANY_VIEW, ANSWERS_FIRST, OVERWRITES);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(SERVERS, 2 + draw.in("servers").below(2))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(4))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(16));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes =
                Vector.rangeClosed(1, settings.get(SERVERS)).map(number -> "s" + number);
        Vector<String> servers = nodes.map(node -> node + "/backup/end");
        ActorRef<BackupMessage> views = ActorRef.to("views/backup/end");
        Cluster.Builder cluster = Cluster.builder().node("views", tree(new ViewService(servers)));
        nodes.zip(servers)
                .forEach(server ->
                        cluster.node(server._1, tree(new Server(server._2, views, bug(settings)))));
        int clients = settings.get(CLIENTS);
        for (int c = 1; c <= clients; c++) {
            cluster.client("c" + c, new BackupClient("c" + c, servers));
        }
        return cluster.workload(
                        RegisterUser.workload(
                                clients,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(10),
                                Duration.ofMillis(200)))
                .linearizable(Register.holding(0))
                .survives(nodes.size() + 1)
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static Bug bug(Settings settings) {
        if (settings.has(ANY_VIEW)) {
            return Bug.ANY_VIEW;
        }
        if (settings.has(ANSWERS_FIRST)) {
            return Bug.ANSWERS_FIRST;
        }
        return settings.has(OVERWRITES) ? Bug.OVERWRITES : Bug.NONE;
    }

    private static Map<String, Actor<?, ?>> tree(Actor<?, ?> end) {
        return LinkedHashMap.of(
                "backup",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }
}
