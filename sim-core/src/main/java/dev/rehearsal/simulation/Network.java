package dev.rehearsal.simulation;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Damage;
import dev.rehearsal.value.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What becomes of a message that is sent: lost on a link that is cut, or what the adversary has
 * decided; and when it arrives.
 *
 * <p>One within a node arrives, whatever goes wrong. One of the kernel's own to another node waits
 * until the link is whole.
 */
final class Network {

    private static final Delivery[] NO_DELIVERIES = {};

    /** The ends of a link that is cut learn of it. */
    record Noticed(int node, int other, long sinceNanos) {}

    private final Agenda agenda;
    private final Schedule wheel;
    private final @Nullable Choices choices;
    private final Adversary adversary;
    private final World world;
    private final Stage stage;
    private final Held held;
    private final Targets targets;
    private final long detectionNanos;
    private final Decision decision = new Decision();
    private @Nullable Links links;

    /**
     * A network whose links are whole.
     *
     * @param choices where messages wait that a strategy chooses; null where time does
     * @param detectionNanos after how much time the ends of a link that is cut learn of it
     */
    Network(
            Agenda agenda,
            Schedule wheel,
            @Nullable Choices choices,
            Adversary adversary,
            World world,
            Stage stage,
            Held held,
            Targets targets,
            long detectionNanos) {
        this.agenda = agenda;
        this.wheel = wheel;
        this.choices = choices;
        this.adversary = adversary;
        this.world = world;
        this.stage = stage;
        this.held = held;
        this.targets = targets;
        this.detectionNanos = detectionNanos;
    }

    // ------------------------------------------------------------------------------------ messages

    void sent(Delivery delivery) {
        int from = world.nodeOf(delivery.sender());
        int to = world.nodeOf(delivery.receiver());
        boolean between = from != to;
        boolean suffers = between && !delivery.isNotice();
        if (!suffers && !adversary.cutsTurns()) {
            arrive(delivery, from, to);
            return;
        }
        long now = wheel.now();
        long sender = world.pathHash(delivery.sender());
        long receiver = world.pathHash(delivery.receiver());
        Root root = Root.of(delivery);
        long link = MessageName.link(sender, receiver, delivery.shape().nameHash());
        int occurrence = root.count(link);
        delivery.occurs(occurrence);
        if (suffers && links != null && links.isCut(from, to, now)) {
            stage.cutOff(delivery, links.cutBy(from, to));
            return;
        }
        if (!suffers || agenda.isHealed()) {
            arrive(delivery, from, to);
            return;
        }
        long key = Fingerprint.fold(root.key(), link + occurrence);
        decision.calm();
        adversary.decide(delivery, key, now, decision);
        String droppedBy = decision.droppedBy();
        if (droppedBy != null) {
            stage.dropped(delivery, droppedBy);
            return;
        }
        List<Point> again = decision.again();
        Delivery[] duplicates = duplicates(delivery, again.size());
        damage(delivery);
        long calm = now + Agenda.NETWORK_NANOS;
        Point until = decision.held();
        if (until == null && choices != null) {
            choices.fly(
                    calm,
                    delivery,
                    Fingerprint.fold(sender, receiver),
                    key,
                    stage.sentFreely(delivery));
        } else if (until == null) {
            wheel.add(calm, delivery);
        } else {
            delivery.departs(decision.heldBy(), calm);
            stage.held(delivery, until, decision.heldBy());
            enter(delivery, until);
        }
        for (int i = 0; i < duplicates.length; i++) {
            stage.repeated(delivery, again.get(i), decision.againBy());
            duplicates[i].departs(decision.againBy(), calm);
            enter(duplicates[i], again.get(i));
        }
    }

    /** Repetitions of a message, as whole as it is now. */
    private static Delivery[] duplicates(Delivery delivery, int count) {
        if (count == 0) {
            return NO_DELIVERIES;
        }
        Delivery[] duplicates = new Delivery[count];
        for (int i = 0; i < count; i++) {
            duplicates[i] = delivery.duplicate(i + 1);
        }
        return duplicates;
    }

    /** What the adversary has decided to damage in a message that is being sent, if it fits. */
    private void damage(Delivery delivery) {
        Damage damage = decision.damage();
        Object damaged = damage == null ? null : damage.to(delivery.message());
        if (damage != null && damaged != null) {
            String source = decision.damagedBy();
            stage.corrupted(delivery, damage, source);
            delivery.damaged(damaged, source);
        }
    }

    /**
     * A message that nothing happens to. One of the kernel's own to another node waits until the
     * link is whole, and is lost where it never is.
     */
    private void arrive(Delivery delivery, int from, int to) {
        if (from == to) {
            wheel.add(wheel.now() + Agenda.LOCAL_NANOS, delivery);
            return;
        }
        long calm = wheel.now() + Agenda.NETWORK_NANOS;
        long whole = links == null ? 0 : links.wholeAt(from, to);
        if (whole <= calm || links == null) {
            wheel.add(calm, delivery);
        } else if (whole > agenda.heal().atNanos()
                && (agenda.isBroken(from) || agenda.isBroken(to))) {
            stage.cutOff(delivery, links.cutBy(from, to));
        } else {
            wheel.add(Math.max(calm, atTheHealAtLast(whole)), delivery);
        }
    }

    private void enter(Delivery delivery, Point until) {
        long now = wheel.now();
        switch (until) {
            case Point.After after ->
                    wheel.add(atTheHealAtLast(agenda.later(after.nanos())), delivery);
            case Point.At at -> wheel.add(atTheHealAtLast(Math.max(now + 1, at.nanos())), delivery);
            case Point.AfterOperation operation -> {
                if (stage.users().hasEnded(operation)) {
                    wheel.add(now + Agenda.NETWORK_NANOS, delivery);
                } else {
                    held.untilEnded(operation, delivery);
                }
            }
            case Point.End _ -> held.untilTheEnd(delivery);
        }
    }

    /** What is held beyond the heal time arrives a base latency after it. */
    private long atTheHealAtLast(long nanos) {
        long healing = agenda.heal().atNanos();
        return agenda.heal().comes() && nanos - Agenda.NETWORK_NANOS > healing
                ? healing + Agenda.NETWORK_NANOS
                : nanos;
    }

    // --------------------------------------------------------------------------------------- links

    void partition(Departure.Partition partition, String source) {
        if (links == null) {
            links = new Links();
        }
        Links.Partition by = new Links.Partition(source);
        Root root = new Root(partition.target() + ".cut#", partition.slot());
        long now = wheel.now();
        for (Departure.Partition.Link link : partition.links()) {
            int from = targets.node(partition, link.from());
            int to = targets.node(partition, link.to());
            links.cut(from, to, now, agenda.later(partition.nanos()), root, by);
            notice(links, from, to);
        }
    }

    private void notice(Links cut, int from, int to) {
        wheel.add(agenda.later(detectionNanos), new Noticed(from, to, cut.since(from, to)));
    }

    /** Actors of two nodes are tied from now on: over a link that is cut they learn of it too. */
    void tied(int node, int other) {
        if (links != null && links.isCut(node, other, wheel.now())) {
            notice(links, node, other);
        }
        if (links != null && links.isCut(other, node, wheel.now())) {
            notice(links, other, node);
        }
    }

    /** What the ends of a link learn; null when it has become whole meanwhile. */
    @Nullable Action disconnection(Noticed noticed) {
        Links cut = links;
        return cut != null
                        && cut.isCut(noticed.node(), noticed.other(), wheel.now())
                        && cut.since(noticed.node(), noticed.other()) == noticed.sinceNanos()
                ? new Action.Disconnect(
                        noticed.node(), noticed.other(), cut.root(noticed.node(), noticed.other()))
                : null;
    }

    /** The faults stop: all links are whole but those of servers that stay broken. */
    void healed() {
        links = links == null ? null : links.forGood(agenda::isBroken, wheel.now());
    }
}
