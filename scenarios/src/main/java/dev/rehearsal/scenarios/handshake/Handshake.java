package dev.rehearsal.scenarios.handshake;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
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
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Item;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Pair;
import dev.rehearsal.scenarios.handshake.Listener.Bug;
import dev.rehearsal.scenarios.handshake.Opener.Line;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Users c1, c2, … hand messages to {@code a1/net/end}, {@code a2/net/end}, …, which open
 * connections to {@code b/net/end} when they need one.
 *
 * <p>Source: Tomlinson, <i>Selecting Sequence Numbers</i>, 1975; RFC 9293, 3.5.
 */
public final class Handshake implements Scenario {

    private static final String LISTENER = "b/net/end";

    private static final Parameter.Count USERS =
            new Parameter.Count("clients", "how many users, each with an end that calls", 2, 1, 10);
    private static final Parameter.Count MESSAGES =
            new Parameter.Count("operations", "how many messages each sends", 8, 1, 1_000);

    private static final Parameter.Count TRIES =
            new Parameter.Count("tries", "how often a call or a message is sent", 8, 1, 100);

    private static final Variant STALE_SYN =
            new Variant(
                            "stale-syn-accepted",
                            "the first message of the handshake opens the connection")
                    .known(
                            "H1",
                            Vector.of("once-in-order"),
                            "a call and its message that come again after the next call, or after a"
                                    + " restart of the listener",
                            "Tomlinson: Selecting Sequence Numbers, 1975");
    private static final Variant SAME_NUMBER =
            new Variant("number-used-again", "the opener gives each of its calls the same number")
                    .known(
                            "H2",
                            Vector.of("told-has-arrived"),
                            "a connection that is half open when the opener calls again",
                            "RFC 9293, 3.4.1: Initial Sequence Number Selection");
    private static final Variant NO_PROBE =
            new Variant("half-open-for-ever", "nobody asks whether the other end is still there")
                    .known(
                            "H3",
                            Vector.of("nothing-is-half-open"),
                            "a loss of the opener's power, or of its last message",
                            "RFC 9293, 3.5.1: Half-Open Connections");

    @Override
    public String name() {
        return "handshake";
    }

    @Override
    public String summary() {
        return "connections over a bad network: does an old message ever open one, or stay in one?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(USERS, MESSAGES, TRIES);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(STALE_SYN, SAME_NUMBER, NO_PROBE);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(USERS, 1 + draw.in("clients").below(3))
                .unlessSet(MESSAGES, 1 + draw.in("operations").below(16));
    }

    @Override
    public Cluster cluster(Settings settings) {
        int users = settings.get(USERS);
        Cluster.Builder cluster = Cluster.builder().node("b", tree(new Listener(bug(settings))));
        for (int u = 1; u <= users; u++) {
            var opener =
                    new Opener(
                            ActorRef.to(LISTENER),
                            ActorRef.to("c" + u),
                            settings.get(TRIES),
                            settings.has(SAME_NUMBER));
            cluster.node("a" + u, tree(opener));
        }
        for (int u = 1; u <= users; u++) {
            cluster.client("c" + u, new HandshakeUser(u, ActorRef.to("a" + u + "/net/end")));
        }
        return cluster.workload(
                        new Workload(
                                HandshakeUser.Send.class,
                                settings.get(MESSAGES),
                                Duration.ofMillis(30),
                                Duration.ofMillis(200),
                                (_, _, _) -> new HandshakeUser.Send()))
                .always("once-in-order", Handshake::again)
                .always("told-has-arrived", Handshake::missing)
                .eventually("nothing-is-half-open", halfOpen(users))
                .within(Duration.ofSeconds(2))
                .settles(Duration.ofSeconds(3))
                .survives(users + 1)
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static Bug bug(Settings settings) {
        if (settings.has(STALE_SYN)) {
            return Bug.STALE_SYN;
        }
        return settings.has(NO_PROBE) ? Bug.NO_PROBE : Bug.NONE;
    }

    private static LinkedHashMap<String, Actor<?, ?>> tree(Actor<?, ?> end) {
        return LinkedHashMap.of(
                "net",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** Of each user's messages each has arrived once at the most, and none behind a later one. */
    private static Option<String> again(View world) {
        TreeMap<Integer, Item> last = TreeMap.empty();
        for (Item item : arrived(world).getOrElse(Vector.empty())) {
            Item before = last.get(item.user()).getOrNull();
            if (before != null && before.index() >= item.index()) {
                return Option.some(item + " has arrived behind " + before);
            }
            last = last.put(item.user(), item);
        }
        return Option.none();
    }

    /** What a user was told has arrived is there. */
    private static Option<String> missing(View world) {
        return arrived(world)
                .flatMap(arrived ->
                        Vector.ofAll(world.states(HandshakeUser.State.class))
                                .flatMap(HandshakeUser.State::arrived)
                                .find(item -> !arrived.contains(item))
                                .map(item -> item + " was said to have arrived, and has not"));
    }

    /** Each connection is known to both of its ends, unless one is gone for good. */
    private static Invariant halfOpen(int users) {
        return world -> {
            Listener.State listener = world.state(LISTENER, Listener.State.class).getOrNull();
            if (listener == null) {
                return Option.none();
            }
            for (int u = 1; u <= users; u++) {
                String opener = "a" + u + "/net/end";
                Option<Pair> here = listener.lines().get(opener).map(Listener.Line::pair);
                Option<Pair> there =
                        world.state(opener, Opener.State.class).flatMap(Handshake::pair);
                if (!here.equals(there)) {
                    return Option.some(
                            "b has "
                                    + here.map(pair -> "" + pair).getOrElse("no connection")
                                    + " with a"
                                    + u
                                    + ", which has "
                                    + there.map(pair -> "" + pair).getOrElse("none"));
                }
            }
            return Option.none();
        };
    }

    private static Option<Pair> pair(Opener.State opener) {
        return opener.line() instanceof Line.Connected(Pair pair, int _)
                ? Option.some(pair)
                : Option.none();
    }

    private static Option<Vector<Item>> arrived(View world) {
        return world.state(LISTENER, Listener.State.class).map(Listener.State::arrived);
    }
}
