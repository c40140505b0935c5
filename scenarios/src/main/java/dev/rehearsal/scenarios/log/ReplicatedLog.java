package dev.rehearsal.scenarios.log;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.log.Broker.Bug;
import dev.rehearsal.scenarios.log.LogMessage.Entry;
import dev.rehearsal.scenarios.log.LogMessage.Item;
import dev.rehearsal.scenarios.log.LogMessage.Reign;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A log on the brokers {@code b1}, {@code b2}, …, of which one leads: a controller {@code
 * controller} knows which, and which others are in sync with it.
 */
public final class ReplicatedLog implements Scenario {

    private static final String CONTROLLER = "controller/log/end";

    private static final Parameter.Count BROKERS =
            new Parameter.Count("brokers", "how many brokers", 3, 1, 7);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 3, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations each performs", 8, 1, 1_000);

    private static final String KEPT = "told-is-kept";
    private static final String MATCH = "logs-match";

    private static final Variant CUTS_TO_MARK =
            new Variant(
                            "cuts-to-mark",
                            "who restarts cuts its log back to the high watermark that it has"
                                    + " written down")
                    .known(
                            "K1",
                            Vector.of(KEPT),
                            "a crash of a follower, and then of the leader",
                            "Apache Kafka KIP-101, scenario 1");
    private static final Variant UNCHECKED =
            new Variant(
                            "epochs-unchecked",
                            "a leader gives a follower what comes behind its end, whatever stands"
                                    + " before it")
                    .known(
                            "K2",
                            Vector.of(MATCH, KEPT),
                            "a leader that has appended alone is replaced, and comes back",
                            "Apache Kafka KIP-101, scenario 2");
    private static final Variant UNSYNCED =
            new Variant(
                            "last-replica-unsynced",
                            "a leader does not wait until what it appends is durable")
                    .known(
                            "K3",
                            Vector.of(KEPT, MATCH),
                            "a leader that is the last one in sync loses its power",
                            "Apache Kafka KIP-966");
    private static final Variant JOINS_AT_MARK =
            new Variant(
                            "joins-at-mark",
                            "a follower is in sync again when it has come up to the high watermark,"
                                    + " which a new leader knows too late")
                    .known(
                            "K4",
                            Vector.of(KEPT),
                            "a leader that is replaced while a follower catches up",
                            "Apache Kafka KAFKA-7128");

    @Override
    public String name() {
        return "replicated-log";
    }

    @Override
    public String summary() {
        return "a log with a leader, epochs and replicas in sync: is what was told ever taken"
                + " back?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(BROKERS, CLIENTS, OPERATIONS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(CUTS_TO_MARK, UNCHECKED, UNSYNCED, JOINS_AT_MARK);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(BROKERS, 1 + draw.in("brokers").below(4))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(4))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(16));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes =
                Vector.rangeClosed(1, settings.get(BROKERS)).map(number -> "b" + number);
        Vector<String> brokers = nodes.map(node -> node + "/log/end");
        Cluster.Builder cluster =
                Cluster.builder().node("controller", tree(new Controller(brokers)));
        nodes.zip(brokers)
                .forEach(broker ->
                        cluster.node(
                                broker._1,
                                tree(
                                        new Broker(
                                                broker._2,
                                                brokers,
                                                ActorRef.to(CONTROLLER),
                                                bug(settings)))));
        for (int c = 1; c <= settings.get(CLIENTS); c++) {
            cluster.client("c" + c, new LogClient("c" + c, brokers));
        }
        return cluster.workload(
                        new Workload(
                                LogClient.Call.class,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(10),
                                Duration.ofMillis(200),
                                (_, _, draw) ->
                                        draw.chance(0.7)
                                                ? LogClient.Call.PRODUCE
                                                : LogClient.Call.CONSUME))
                .checked(_ -> Vector.of(LogClient.Call.PRODUCE))
                .timersLast()
                .always(KEPT, ReplicatedLog::takenBack)
                .always(MATCH, world -> diverging(world, brokers))
                .eventually("all-in-sync", world -> behind(world, nodes, brokers))
                .within(Duration.ofSeconds(2))
                .sometimes(
                        "the-leader-changed",
                        world -> reign(world).exists(reign -> reign.epoch() > 1))
                .sometimes(
                        "one-is-not-in-sync",
                        world -> reign(world).exists(r -> r.inSync().size() < brokers.size()))
                .survives(nodes.size() + 1)
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static Bug bug(Settings settings) {
        if (settings.has(CUTS_TO_MARK)) {
            return Bug.CUTS_TO_MARK;
        }
        if (settings.has(UNCHECKED)) {
            return Bug.UNCHECKED;
        }
        if (settings.has(UNSYNCED)) {
            return Bug.UNSYNCED;
        }
        return settings.has(JOINS_AT_MARK) ? Bug.JOINS_AT_MARK : Bug.NONE;
    }

    private static Map<String, Actor<?, ?>> tree(Actor<?, ?> end) {
        return LinkedHashMap.of(
                "log",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** What a client was told stands in the log of each broker that is in sync. */
    private static Option<String> takenBack(View world) {
        for (String path : reign(world).toVector().flatMap(Reign::inSync)) {
            for (Broker.State broker : state(world, path)) {
                Vector<Item> items = broker.log().map(Entry::item);
                for (LogClient.State client : world.states(LogClient.State.class)) {
                    for (var produced : client.produced()) {
                        if (items.size() <= produced._1
                                || !items.get(produced._1).equals(produced._2)) {
                            return Option.some(
                                    produced._2
                                            + " was told to be at "
                                            + produced._1
                                            + ", and "
                                            + path
                                            + " has "
                                            + broker.log());
                        }
                    }
                    if (!items.startsWith(client.consumed())) {
                        return Option.some(
                                client.consumed()
                                        + " were read, and "
                                        + path
                                        + " has "
                                        + broker.log());
                    }
                }
            }
        }
        return Option.none();
    }

    /** Where two logs have an entry of one epoch, they are the same up to there. */
    private static Option<String> diverging(View world, Vector<String> brokers) {
        for (int left = 0; left < brokers.size(); left++) {
            for (int right = left + 1; right < brokers.size(); right++) {
                Vector<Entry> one = log(world, brokers.get(left));
                Vector<Entry> other = log(world, brokers.get(right));
                int end = Math.min(one.size(), other.size());
                while (end > 0 && one.get(end - 1).epoch() != other.get(end - 1).epoch()) {
                    end--;
                }
                if (!one.take(end).equals(other.take(end))) {
                    return Option.some(
                            brokers.get(left)
                                    + " has "
                                    + one
                                    + ", and "
                                    + brokers.get(right)
                                    + " has "
                                    + other);
                }
            }
        }
        return Option.none();
    }

    /**
     * All are in sync, unless one is gone for good. When nobody produces they have the same, and
     * know that it is committed; while somebody does, a follower is always a little behind.
     */
    private static Option<String> behind(View world, Vector<String> nodes, Vector<String> brokers) {
        Reign reign = reign(world).getOrNull();
        if (reign == null || !nodes.forAll(world::isUp)) {
            return Option.none();
        }
        Vector<Broker.State> states = brokers.flatMap(path -> state(world, path));
        boolean same =
                states.map(Broker.State::log).distinct().size() == 1
                        && states.forAll(one -> one.mark() == one.end());
        return states.size() == brokers.size()
                        && reign.inSync().size() == brokers.size()
                        && (same || isProducing(world))
                ? Option.none()
                : Option.some(reign + ", and they have " + states.map(Broker.State::log));
    }

    private static boolean isProducing(View world) {
        return world.states(LogClient.State.class).exists(client -> client.producing() > 0);
    }

    private static Option<Reign> reign(View world) {
        return world.state(CONTROLLER, Controller.State.class).map(Controller.State::reign);
    }

    private static Option<Broker.State> state(View world, String path) {
        return world.state(path, Broker.State.class);
    }

    private static Vector<Entry> log(View world, String path) {
        return state(world, path).map(Broker.State::log).getOrElse(Vector.empty());
    }
}
