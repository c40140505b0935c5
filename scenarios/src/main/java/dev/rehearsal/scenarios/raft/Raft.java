package dev.rehearsal.scenarios.raft;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.supervisor.Flags;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Servers s1, s2, … that keep some keys by Raft, and on each the tree
 *
 * <pre>
 * s1/raft (rest-for-one)
 * |- log         what is on disk: the journal
 * |- snapshots   what is on disk: the latest snapshot
 * |- replica     Raft itself, with term and vote on disk
 * `- sessions    whom clients talk to
 * </pre>
 *
 * <p>Whoever ends takes those below along, and they begin again from what is on disk. When that
 * happens too often the tree gives up, the process ends, and the machine starts it again.
 *
 * <p>The first servers vote; spares stand by until a client has them added. A minority may be lost.
 * Where the configuration changes, which never leaves fewer than three voters, that is one server.
 */
public final class Raft implements Scenario {

    private static final Flags RESTARTS = intensity(10, Duration.ofSeconds(1));
    private static final Vector<String> KEYS = Vector.of("x", "y", "z");

    /** The workload goes on for so long, which is longer than faults usually last. */
    private static final Duration WORKLOAD = Duration.ofSeconds(8);

    private static final Parameter.Count SERVERS =
            new Parameter.Count("servers", "how many servers vote at first", 3, 1, 7);
    private static final Parameter.Count SPARES =
            new Parameter.Count("spares", "how many servers can be added", 1, 0, 3);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 3, 1, 20);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations each performs", 20, 1, 10_000);
    private static final Parameter.Count READS =
            new Parameter.Count("reads", "how many operations in a hundred are reads", 30, 0, 100);
    private static final Parameter.Count CHANGES =
            new Parameter.Count(
                    "changes", "how many in a hundred add or remove a server", 6, 0, 100);
    private static final Parameter.Count TRANSFERS =
            new Parameter.Count(
                    "transfers", "how many in a hundred make another server leader", 4, 0, 100);
    private static final Parameter.Flag LEASES =
            new Parameter.Flag("leases", "whether leaders answer reads within their lease", true);

    /** The longest election timeout for which what is demanded is demanded as soon. */
    private static final long USUAL_MILLIS = 300;

    private static final Parameter.Count TIMEOUT =
            new Parameter.Count(
                    "timeout", "the least election timeout, in milliseconds", 150, 20, 60_000);
    private static final Parameter.Count SPREAD =
            new Parameter.Count(
                    "spread", "how much longer election timeouts may be, as well", 150, 1, 60_000);
    private static final Parameter.Count BATCH =
            new Parameter.Count("batch", "how many entries one message carries", 8, 1, 1_000);
    private static final Parameter.Count SNAPSHOTS =
            new Parameter.Count(
                    "snapshot-every", "how many entries a snapshot takes in", 12, 1, 100_000);
    private static final Parameter.Count DICE =
            new Parameter.Count(
                    "dice", "what election timeouts are drawn from", 1, 1, 1_000_000_000);

    static String log(String server) {
        return server + "/raft/log";
    }

    static String snapshots(String server) {
        return server + "/raft/snapshots";
    }

    static String replica(String server) {
        return server + "/raft/replica";
    }

    static String sessions(String server) {
        return server + "/raft/sessions";
    }

    @Override
    public String name() {
        return "raft";
    }

    @Override
    public String summary() {
        return "Raft in full, under supervision: do all servers always agree?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(
                SERVERS,
                SPARES,
                CLIENTS,
                OPERATIONS,
                READS,
                CHANGES,
                TRANSFERS,
                LEASES,
                TIMEOUT,
                SPREAD,
                BATCH,
                SNAPSHOTS,
                DICE);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(Bug.values()).map(Bug::variant);
    }

    /**
     * Each seed has a cluster, a load and a tuning of its own. With times that are close together
     * elections are contested; with short ones leaders change often, and an outage outlasts them.
     */
    @Override
    public Settings swarm(Settings settings, Draw draw) {
        int changes = one(draw.in("changes"), 0, 0, 6, 25);
        return settings.unlessSet(CHANGES, changes)
                .unlessSet(SERVERS, one(draw.in("servers"), 3, 3, 4, 5, 5))
                .unlessSet(SPARES, changes > 0 ? one(draw.in("spares"), 1, 2) : 0)
                .unlessSet(CLIENTS, one(draw.in("clients"), 2, 3, 4, 5))
                .unlessSet(OPERATIONS, one(draw.in("operations"), 10, 20, 40))
                .unlessSet(READS, one(draw.in("reads"), 10, 30, 50))
                .unlessSet(TRANSFERS, one(draw.in("transfers"), 0, 0, 4, 15))
                .unlessSet(LEASES, draw.in("leases").chance(0.5))
                .unlessSet(TIMEOUT, one(draw.in("timeout"), 30, 60, 150))
                .unlessSet(SPREAD, one(draw.in("spread"), 5, 30, 150))
                .unlessSet(BATCH, one(draw.in("batch"), 1, 2, 8, 8))
                .unlessSet(SNAPSHOTS, one(draw.in("snapshots"), 6, 12, 24, 48))
                .unlessSet(DICE, 1 + draw.in("dice").below(1_000_000_000));
    }

    /** One of these, each as likely. */
    private static int one(Draw draw, int... these) {
        return these[draw.below(these.length)];
    }

    @Override
    public Cluster cluster(Settings settings) {
        int servers = settings.get(SERVERS);
        Vector<String> voters = Vector.rangeClosed(1, servers).map(n -> "s" + n);
        Vector<String> all =
                Vector.rangeClosed(1, servers + settings.get(SPARES)).map(n -> "s" + n);
        int clients = settings.get(CLIENTS);
        int operations = settings.get(OPERATIONS);
        Cluster.Builder cluster = Cluster.builder();
        for (String server : all) {
            cluster.node(
                    server,
                    LinkedHashMap.of("raft", (Actor<?, ?>) tree(server, voters, all, settings)));
        }
        for (int c = 1; c <= clients; c++) {
            cluster.client("c" + c, new RaftClient("c" + c, all));
        }
        Duration longer = longer(settings);
        return RaftProperties.demandedOf(cluster, all, longer)
                .workload(
                        new Workload(
                                RaftCall.class,
                                operations,
                                WORKLOAD.dividedBy(operations),
                                Duration.ofSeconds(2),
                                (client, index, draw) -> call(settings, all, client, index, draw)))
                .linearizable(new RaftModel())
                .answers(Duration.ofMillis(1_500).plus(longer))
                .survives(
                        settings.get(CHANGES) > 0
                                ? Math.min(1, (servers - 1) / 2)
                                : (servers - 1) / 2)
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    /** How much more time a group is given whose election timeouts are longer than usual. */
    private static Duration longer(Settings settings) {
        long longest = (long) settings.get(TIMEOUT) + settings.get(SPREAD);
        return Duration.ofMillis(10 * Math.max(0, longest - USUAL_MILLIS));
    }

    private static Supervisor tree(
            String server, Vector<String> voters, Vector<String> all, Settings settings) {
        HashMap<String, ActorRef<RaftMessage>> replicas = HashMap.empty();
        for (String other : all) {
            replicas = replicas.put(other, ActorRef.to(replica(other)));
        }
        Duration timeout = Duration.ofMillis(settings.get(TIMEOUT));
        Tuning tuning =
                new Tuning(
                        timeout,
                        timeout.plusMillis(settings.get(SPREAD)),
                        settings.get(DICE),
                        settings.get(BATCH),
                        settings.get(SNAPSHOTS),
                        settings.get(LEASES));
        Option<Bug> bug = Vector.of(Bug.values()).find(each -> settings.has(each.variant()));
        return Supervisor.restForOne(
                RESTARTS,
                child("log", new LogActor(voters)),
                child("snapshots", new SnapshotActor(voters)),
                child("replica", new Replica(server, replicas, voters, tuning, bug)),
                child("sessions", new SessionActor(server)));
    }

    /** What is not about the cluster and no read is a put or an add, each as likely. */
    private static RaftCall call(
            Settings settings, Vector<String> all, int client, int index, Draw draw) {
        int kind = draw.in("kind").below(100);
        String server = all.get(draw.in("server").below(all.size()));
        if (kind < settings.get(CHANGES)) {
            return draw.in("adds").chance(0.5)
                    ? new RaftCall.AddServer(server)
                    : new RaftCall.RemoveServer(server);
        }
        kind -= settings.get(CHANGES);
        if (kind < settings.get(TRANSFERS)) {
            return new RaftCall.TransferLeadership(server);
        }
        kind -= settings.get(TRANSFERS);
        String key = KEYS.get(draw.in("key").below(KEYS.size()));
        if (kind < settings.get(READS)) {
            return new RaftCall.Get(key, settings.get(LEASES) && draw.in("leased").chance(0.5));
        }
        return draw.in("puts").chance(0.5)
                ? new RaftCall.Put(key, index * settings.get(CLIENTS) + client)
                : new RaftCall.Add(key, 1 + draw.in("number").below(3));
    }
}
