package dev.rehearsal.scenarios.link;

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
import dev.rehearsal.scenarios.link.LinkMessage.Item;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Users c1, c2, … hand messages to {@code left/link/end}, which brings them to {@code
 * right/link/end}: each once, in order and as it was, over a network that loses, repeats, reorders
 * and damages, and across restarts of both ends.
 */
public final class ReliableLink implements Scenario {

    private static final String SENDER = "left/link/end";
    private static final String RECEIVER = "right/link/end";

    private static final Parameter.Count USERS =
            new Parameter.Count("clients", "how many users send", 2, 1, 10);
    private static final Parameter.Count MESSAGES =
            new Parameter.Count("operations", "how many messages each sends", 8, 1, 1_000);

    private static final Variant SKIPS =
            new Variant(
                            "skips-the-lost",
                            "a later message is taken before an earlier one has come, which is lost"
                                    + " then")
                    .known(
                            "own",
                            Vector.of("once-and-in-order", "all-arrive"),
                            "messages that overtake each other",
                            "known in the trade");
    private static final Variant HASTY =
            new Variant(
                            "sequence-reused",
                            "a packet leaves before its message is durable: after a restart its"
                                    + " number is given to another message")
                    .known(
                            "own",
                            Vector.of("once-and-in-order", "all-arrive"),
                            "a crash of the sending end between packet and disk",
                            "known in the trade");
    private static final Variant FORGETS =
            new Variant(
                            "acknowledged-before-durable",
                            "the receiving end acknowledges first and keeps the message then")
                    .known(
                            "own",
                            Vector.of("once-and-in-order", "all-arrive"),
                            "a crash of the receiving end between acknowledgement and disk",
                            "known in the trade");

    private static final Variant TRUSTS =
            new Variant("checksum-ignored", "what was damaged on its way is taken as it comes")
                    .known(
                            "own",
                            Vector.of("once-and-in-order", "all-arrive"),
                            "a bit that turns over on the way",
                            "Stone and Partridge: When the CRC and TCP Checksum Disagree,"
                                    + " SIGCOMM 2000");

    @Override
    public String name() {
        return "reliable-link";
    }

    @Override
    public String summary() {
        return "messages over a bad network, with both ends restarting: each once, and in order?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(USERS, MESSAGES);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(SKIPS, HASTY, FORGETS, TRUSTS);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(USERS, 1 + draw.in("clients").below(3))
                .unlessSet(MESSAGES, 1 + draw.in("operations").below(16));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Cluster.Builder cluster =
                Cluster.builder()
                        .node("left", tree(new Sender(ActorRef.to(RECEIVER), settings.has(HASTY))))
                        .node(
                                "right",
                                tree(
                                        new Receiver(
                                                settings.has(SKIPS),
                                                settings.has(FORGETS),
                                                settings.has(TRUSTS))));
        for (int c = 0; c < settings.get(USERS); c++) {
            cluster.client("c" + (c + 1), new LinkUser(c, ActorRef.to(SENDER)));
        }
        return cluster.workload(
                        new Workload(
                                LinkUser.Send.class,
                                settings.get(MESSAGES),
                                Duration.ofMillis(5),
                                Duration.ofMillis(50),
                                (_, _, _) -> new LinkUser.Send()))
                .always("once-and-in-order", ReliableLink::outOfOrder)
                .eventually("all-arrive", ReliableLink::missing)
                .within(Duration.ofSeconds(2))
                .settles(Duration.ofSeconds(3))
                .survives(2)
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static LinkedHashMap<String, Actor<?, ?>> tree(Actor<?, ?> end) {
        return LinkedHashMap.of(
                "link",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    /** What has arrived is what was accepted, from the first on, in that order. */
    private static Option<String> outOfOrder(View world) {
        return sent(world)
                .flatMap(sent ->
                        delivered(world)
                                .filter(delivered -> !sent.startsWith(delivered))
                                .map(delivered ->
                                        "arrived " + delivered + " of what was sent: " + sent));
    }

    /** What a user was told is accepted has arrived, unless an end is gone for good. */
    private static Option<String> missing(View world) {
        if (!world.isUp("left") || !world.isUp("right")) {
            return Option.none();
        }
        Vector<Item> delivered = delivered(world).getOrElse(Vector.empty());
        Vector<Item> missing =
                Vector.ofAll(world.states(LinkUser.State.class))
                        .flatMap(LinkUser.State::accepted)
                        .removeAll(delivered);
        return missing.isEmpty()
                ? Option.none()
                : Option.some("accepted and not arrived: " + missing.mkString(", "));
    }

    private static Option<Vector<Item>> sent(View world) {
        return world.state(SENDER, Sender.State.class).map(Sender.State::items);
    }

    private static Option<Vector<Item>> delivered(View world) {
        return world.state(RECEIVER, Receiver.State.class).map(Receiver.State::items);
    }
}
