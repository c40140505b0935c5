package dev.rehearsal.scenarios.coordination;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Item;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Txn;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Servers {@code s1}, {@code s2}, … do what clients ask, all in the same order, under leaders of
 * growing epochs.
 *
 * <p>Source: Junqueira, Reed, Serafini, <i>Zab: High-performance broadcast for primary-backup
 * systems</i>, DSN 2011.
 */
public final class Coordination implements Scenario {

    private static final Parameter.Count SERVERS =
            new Parameter.Count("servers", "how many servers", 3, 1, 7);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 2, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how much each wants done", 8, 1, 1_000);

    private static final Variant NOT_TRUNCATED =
            new Variant(
                            "not-truncated",
                            "a follower keeps what the leader of the new epoch does not have")
                    .known(
                            "Z1",
                            Vector.of("same-order", "told-is-kept"),
                            "a leader that is lost with what nobody else has, and returns",
                            "ZOOKEEPER-2832, ZOOKEEPER-2845");
    private static final Variant ACKS_FIRST =
            new Variant(
                            "acknowledged-before-persisted",
                            "a follower says that it has the history of the epoch before it has")
                    .known(
                            "Z2",
                            Vector.of("same-order", "told-is-kept"),
                            "a loss of power after a follower was synchronised",
                            "ZOOKEEPER-4646");
    private static final Variant EPOCH_FIRST =
            new Variant(
                            "epoch-before-history",
                            "a follower writes down the epoch before the history that belongs to"
                                    + " it")
                    .known(
                            "Z3",
                            Vector.of("same-order", "told-is-kept"),
                            "a loss of power between the two writes",
                            "ZOOKEEPER-4643");
    private static final Variant WRONG_EPOCH =
            new Variant(
                            "snapshot-of-wrong-epoch",
                            "a snapshot says that its history is of the epoch that is promised")
                    .known(
                            "Z5",
                            Vector.of("same-order", "told-is-kept"),
                            "a restart between the promise of an epoch and its history",
                            "ZOOKEEPER-582");

    @Override
    public String name() {
        return "coordination";
    }

    @Override
    public String summary() {
        return "an ordered broadcast with epochs: does everybody do the same, and all of it?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(SERVERS, CLIENTS, OPERATIONS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(NOT_TRUNCATED, ACKS_FIRST, EPOCH_FIRST, WRONG_EPOCH);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(SERVERS, 3 + 2 * draw.in("servers").below(2))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(3))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(16));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes =
                Vector.rangeClosed(1, settings.get(SERVERS)).map(number -> "s" + number);
        Vector<String> peers = nodes.map(node -> node + "/zab/end");
        Cluster.Builder cluster = Cluster.builder();
        nodes.zip(peers)
                .forEach(server -> {
                    Peer peer = new Peer(server._2, peers, bug(settings));
                    cluster.node(
                            server._1,
                            LinkedHashMap.of(
                                    "zab",
                                    Supervisor.oneForOne(
                                            intensity(10, Duration.ofSeconds(1)),
                                            child("end", peer))));
                });
        for (int c = 1; c <= settings.get(CLIENTS); c++) {
            cluster.client("c" + c, new CoordinationClient("c" + c, peers));
        }
        return cluster.workload(
                        new Workload(
                                CoordinationClient.Do.class,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(100),
                                Duration.ofMillis(300),
                                (_, _, _) -> new CoordinationClient.Do()))
                .always("same-order", disagreement(peers))
                .eventually("told-is-kept", lost(peers))
                .within(Duration.ofSeconds(3))
                .sometimes("a-leader-was-replaced", world -> any(world, peers, 2))
                .survives((nodes.size() - 1) / 2)
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static Bug bug(Settings settings) {
        if (settings.has(NOT_TRUNCATED)) {
            return Bug.NOT_TRUNCATED;
        }
        if (settings.has(ACKS_FIRST)) {
            return Bug.ACKS_FIRST;
        }
        if (settings.has(EPOCH_FIRST)) {
            return Bug.EPOCH_FIRST;
        }
        return settings.has(WRONG_EPOCH) ? Bug.WRONG_EPOCH : Bug.NONE;
    }

    // ----------------------------------------------------------------------------- what must hold

    /** What one server has committed is the beginning of what another has. */
    private static Invariant disagreement(Vector<String> peers) {
        return world -> {
            Vector<Txn> longest = Vector.empty();
            for (String path : peers) {
                Vector<Txn> committed = committed(world, path);
                boolean longer = committed.size() > longest.size();
                Vector<Txn> shorter = longer ? longest : committed;
                longest = longer ? committed : longest;
                if (!longest.startsWith(shorter)) {
                    return Option.some(
                            path
                                    + " has committed "
                                    + committed
                                    + ", and somebody "
                                    + (longer ? shorter : longest));
                }
            }
            return Option.none();
        };
    }

    /** Some server has committed all that clients were told is done. */
    private static Invariant lost(Vector<String> peers) {
        return world -> {
            Vector<Item> told =
                    Vector.ofAll(world.states(CoordinationClient.State.class))
                            .flatMap(CoordinationClient.State::told);
            Vector<Item> most =
                    peers.map(path -> committed(world, path))
                            .maxBy(Vector::size)
                            .getOrElse(Vector.empty())
                            .map(Txn::item);
            Vector<Item> missing = told.removeAll(most);
            return missing.isEmpty()
                    ? Option.none()
                    : Option.some("said to be done, and not committed: " + missing.mkString(", "));
        };
    }

    private static boolean any(View world, Vector<String> peers, int epoch) {
        return peers.exists(path ->
                world.state(path, Peer.State.class)
                        .exists(state -> state.storage().current() >= epoch));
    }

    private static Vector<Txn> committed(View world, String path) {
        return world.state(path, Peer.State.class)
                .map(state -> state.history().take(state.committed()))
                .getOrElse(Vector.empty());
    }
}
