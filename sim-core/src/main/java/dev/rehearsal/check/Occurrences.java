package dev.rehearsal.check;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of a system of actors as {@link Commutation} knows them: which can come in a state,
 * and what each that was seen has led to.
 */
final class Occurrences {

    private final Commutation known;
    private final World world;
    private final Soup soup;
    private final Events events;
    private final boolean crashes;
    private final Map<Long, Long> names = new HashMap<>();

    /** The event of the step that is being taken; 0 when it is none that commutes. */
    private long event;

    private int eventNode;

    /**
     * The events in a world.
     *
     * @param crashes whether nodes can lose power, so that a sync is an event
     */
    Occurrences(Commutation known, World world, Soup soup, Events events, boolean crashes) {
        this.known = known;
        this.world = world;
        this.soup = soup;
        this.events = events;
        this.crashes = crashes;
    }

    /** The nodes whose steps are enough in a state; {@link Commutation#ALL} when all are needed. */
    long enough(long lost) {
        return known.enough(pending(lost));
    }

    /** The next step is the delivery of a message. */
    void happens(Delivery delivery) {
        happens(event(delivery), world.nodeOf(delivery.receiver()));
    }

    /** The next step is the firing of a timer. */
    void happens(Firing timer) {
        happens(event(timer), world.nodeOf(timer.actor()));
    }

    /** The next step is the end of a sync. */
    void happens(Completion sync) {
        happens(event(world.path(sync.actor()), 1), world.nodeOf(sync.actor()));
    }

    /** The next step is the boot of a node. */
    void happens(int node) {
        happens(event(world.name(node), 2), node);
    }

    private void happens(long name, int node) {
        event = name;
        eventNode = node;
    }

    /** It was no step. */
    void didNot() {
        event = 0;
    }

    /** Whatever can happen next, without regard to whether it can happen now. */
    private List<Commutation.Pending> pending(long lost) {
        List<Commutation.Pending> all = new ArrayList<>();
        for (int i = 0; i < soup.size(); i++) {
            Delivery delivery = soup.flight(i);
            all.add(new Commutation.Pending(event(delivery), world.nodeOf(delivery.receiver())));
        }
        for (int a = 0; a < world.actors(); a++) {
            for (Firing timer : world.timers(a)) {
                all.add(new Commutation.Pending(event(timer), world.nodeOf(a)));
            }
            if (world.awaited(a) != null) {
                all.add(new Commutation.Pending(event(world.path(a), 1), world.nodeOf(a)));
            }
        }
        for (int node = 0; node < world.nodes(); node++) {
            if (!world.isUp(node) && (lost & 1L << node) == 0) {
                all.add(new Commutation.Pending(event(world.name(node), 2), node));
            }
        }
        return all;
    }

    /**
     * The name of a message: of one that mentions incarnations, which are renamed, only its type.
     */
    private long event(Delivery delivery) {
        return names.computeIfAbsent(
                delivery.envelope(),
                _ -> {
                    boolean[] mentions = new boolean[1];
                    Fingerprint.parts(
                            delivery.message(),
                            part ->
                                    mentions[0] |=
                                            part instanceof ActorRef<?> ref
                                                    && ref.incarnation() != ActorRef.ANY);
                    long content =
                            mentions[0] || delivery.isNotice()
                                    ? delivery.shape().nameHash()
                                    : delivery.fingerprint();
                    long link =
                            Fingerprint.fold(
                                    Fingerprint.of(delivery.senderRef().path()),
                                    Fingerprint.of(world.path(delivery.receiver())));
                    return Fingerprint.fold(link, content);
                });
    }

    private long event(Firing timer) {
        return Fingerprint.fold(event(world.path(timer.actor()), 3), timer.fingerprint());
    }

    private static long event(String name, int kind) {
        return Fingerprint.fold(Fingerprint.of(name), kind);
    }

    /** Notes what the step has led to, if it is an event. */
    void learn(Snapshot state) {
        if (event == 0) {
            return;
        }
        for (Action action : soup.noted()) {
            switch (action) {
                case Delivery delivery ->
                        causes(event(delivery), world.nodeOf(delivery.receiver()));
                case Firing timer -> causes(event(timer), world.nodeOf(timer.actor()));
                case Completion sync when crashes ->
                        causes(event(world.path(sync.actor()), 1), world.nodeOf(sync.actor()));
                default -> {}
            }
        }
        long touched = 0;
        for (int a = 0; a < state.actors().length; a++) {
            touched |= world.image(a) == state.actors()[a] ? 0 : 1L << world.nodeOf(a);
        }
        touched &= ~(1L << eventNode);
        if (touched != 0 || events.births + events.deaths > 0 || events.fall != state.fall()) {
            tells(touched | 1L << eventNode);
        }
        event = 0;
    }

    private void causes(long other, int node) {
        Commutation.Fact fact = new Commutation.Fact.Causes(event, other, node);
        if (!known.isKnown(fact)) {
            known.learn(fact);
        }
    }

    /** Something else looks at these nodes. */
    void tells(long nodes) {
        for (long rest = nodes; rest != 0; rest &= rest - 1) {
            Commutation.Fact fact = new Commutation.Fact.Tells(Long.numberOfTrailingZeros(rest));
            if (!known.isKnown(fact)) {
                known.learn(fact);
            }
        }
    }
}
