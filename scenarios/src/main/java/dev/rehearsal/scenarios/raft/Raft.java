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
    private static final Parameter.Flag CHANGES =
            new Parameter.Flag("changes", "whether clients add and remove servers", true);
    private static final Parameter.Flag TRANSFERS =
            new Parameter.Flag("transfers", "whether clients make other servers leader", true);
    private static final Parameter.Flag LEASES =
            new Parameter.Flag("leases", "whether leaders answer reads within their lease", true);
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
                SERVERS, SPARES, CLIENTS, OPERATIONS, CHANGES, TRANSFERS, LEASES, SNAPSHOTS, DICE);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(Bug.values()).map(Bug::variant);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        boolean changes = draw.in("changes").chance(0.5);
        Settings drawn = drawn(settings, CHANGES, changes);
        drawn = drawn(drawn, SERVERS, 3 + 2 * draw.in("servers").below(2));
        drawn = drawn(drawn, SPARES, changes ? 1 + draw.in("spares").below(2) : 0);
        drawn = drawn(drawn, CLIENTS, 2 + draw.in("clients").below(4));
        drawn = drawn(drawn, OPERATIONS, 10 << draw.in("operations").below(3));
        drawn = drawn(drawn, TRANSFERS, draw.in("transfers").chance(0.5));
        drawn = drawn(drawn, LEASES, draw.in("leases").chance(0.5));
        drawn = drawn(drawn, SNAPSHOTS, 6 << draw.in("snapshots").below(4));
        return drawn(drawn, DICE, 1 + draw.in("dice").below(1_000_000_000));
    }

    /** With another value, unless somebody has set one. */
    private static <T> Settings drawn(Settings settings, Parameter<T> parameter, T value) {
        return settings.get(parameter).equals(parameter.fallback())
                ? settings.with(parameter, value)
                : settings;
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
        return RaftProperties.demandedOf(cluster, all)
                .workload(
                        new Workload(
                                RaftCall.class,
                                operations,
                                WORKLOAD.dividedBy(operations),
                                Duration.ofSeconds(2),
                                (client, index, draw) -> call(settings, all, client, index, draw)))
                .linearizable(new RaftModel())
                .answers(Duration.ofMillis(1_500))
                .survives(
                        settings.get(CHANGES) ? Math.min(1, (servers - 1) / 2) : (servers - 1) / 2)
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static Supervisor tree(
            String server, Vector<String> voters, Vector<String> all, Settings settings) {
        HashMap<String, ActorRef<RaftMessage>> replicas = HashMap.empty();
        for (String other : all) {
            replicas = replicas.put(other, ActorRef.to(replica(other)));
        }
        Option<Bug> bug = Vector.of(Bug.values()).find(each -> settings.has(each.variant()));
        return Supervisor.restForOne(
                RESTARTS,
                child("log", new LogActor(voters)),
                child("snapshots", new SnapshotActor(voters)),
                child(
                        "replica",
                        new Replica(
                                server,
                                replicas,
                                voters,
                                settings.get(DICE),
                                settings.get(SNAPSHOTS),
                                settings.get(LEASES),
                                bug)),
                child("sessions", new SessionActor(server)));
    }

    /** Now and then something about the cluster, else gets, puts and adds in equal parts. */
    private static RaftCall call(
            Settings settings, Vector<String> all, int client, int index, Draw draw) {
        double kind = draw.in("kind").unit();
        String server = all.get(draw.in("server").below(all.size()));
        if (kind < 0.06 && settings.get(CHANGES)) {
            return draw.in("adds").chance(0.5)
                    ? new RaftCall.AddServer(server)
                    : new RaftCall.RemoveServer(server);
        }
        if (kind < 0.1 && settings.get(TRANSFERS)) {
            return new RaftCall.TransferLeadership(server);
        }
        String key = KEYS.get(draw.in("key").below(KEYS.size()));
        if (kind < 0.4) {
            return new RaftCall.Get(key, settings.get(LEASES) && draw.in("leased").chance(0.5));
        }
        return kind < 0.7
                ? new RaftCall.Put(key, index * settings.get(CLIENTS) + client)
                : new RaftCall.Add(key, 1 + draw.in("number").below(3));
    }
}
