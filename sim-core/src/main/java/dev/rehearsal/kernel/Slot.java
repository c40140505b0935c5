package dev.rehearsal.kernel;

import dev.rehearsal.actor.ActorRef;

import org.jspecify.annotations.Nullable;

/** A path of the topology, and who lives there now. */
final class Slot {
    final int number;
    final int node;
    final String path;
    final Behaviour behaviour;
    final Timers timers = new Timers();

    /** The path that it sent to last, and who lives there: most actors have few peers. */
    @Nullable String receiverPath;

    @Nullable Slot receiver;

    /** Of the incarnation that lives or lived last; 0 before the first boot. */
    int incarnation;

    ActorRef<Object> self;
    boolean alive;
    @Nullable Object state;

    /** The turn that waits in a sync; the actor is busy while there is one. */
    @Nullable Turn pending;

    /** Only for clients: whether an operation is open. */
    boolean open;

    Slot(int number, int node, String path, Behaviour behaviour) {
        this.number = number;
        this.node = node;
        this.path = path;
        this.behaviour = behaviour;
        this.self = ActorRef.to(path);
    }
}
