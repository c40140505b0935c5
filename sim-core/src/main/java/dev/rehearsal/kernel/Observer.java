package dev.rehearsal.kernel;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.disk.DiskOp;

import org.jspecify.annotations.Nullable;

/**
 * Who is told what happens in a world, in the order in which it happens: a trace, a history, a
 * statistic.
 *
 * <p>An observer never changes the world. Actors and nodes are named by their number in the {@link
 * World}.
 */
public interface Observer {

    /** A message was handled by its receiver; the effects of its turn follow. */
    default void delivered(Delivery delivery) {}

    /** A message arrived where nobody was. */
    default void lost(Delivery delivery) {}

    /** A timer fired. */
    default void fired(Firing firing) {}

    /** A message left its sender; the medium has it. */
    default void sent(Delivery delivery) {}

    /** A timer was set. */
    default void armed(Firing firing) {}

    /** A timer was cancelled by its actor or replaced by an equal one. */
    default void cancelled(Firing firing) {}

    /** A disk operation other than a sync took effect. */
    default void wrote(int actor, DiskOp operation) {}

    /** A sync began. */
    default void syncing(Completion completion) {}

    /** A sync is complete; the rest of its turn follows. */
    default void synced(Completion completion) {}

    /**
     * A turn is over, and its state is the actor's.
     *
     * @param before the state before the turn; null when it was the actor's start
     * @param effects how many effects the turn had
     */
    default void turned(int actor, @Nullable Object before, Object after, int effects) {}

    /**
     * An actor has ended, other than by a crash of its node.
     *
     * @param thrown what its handler threw; null when it ended otherwise
     * @param tied whether anybody was linked to it other than its children or, unless its handler
     *     threw, monitored it; or else its parent has ended before
     */
    default void exited(int actor, ExitReason reason, @Nullable Throwable thrown, boolean tied) {}

    /**
     * A handler that was run twice did not do the same, in a world that is {@linkplain
     * World#paranoid paranoid}; what it did first is what happens.
     *
     * @param message what it was given; null when it was the actor's start
     * @param difference the first effect, else the place in the state, with both sides
     */
    default void diverged(int actor, @Nullable Object message, String difference) {}

    /** A path that an actor may be spawned at has a number from now on, one more than any other. */
    default void added(int actor) {}

    /** An actor was spawned; it has not started yet. */
    default void spawned(int parent, int child) {}

    /** An actor had something to say for people. */
    default void reported(int actor, Object event) {}

    /** An operation was handed to its client. */
    default void invoked(Action.Invoke invoke) {}

    /** The open operation of a client ended: it happened, with this result. */
    default void completed(int client, Object result) {}

    /** The open operation of a client ended: it did not happen. */
    default void failed(int client) {}

    /** The open operation of a client was given up. */
    default void abandoned(int client) {}

    /** A node lost power. */
    default void crashed(Action.Crash crash) {}

    /** The process of a node ended; its page cache stays. */
    default void stopped(Action.Stop stop) {}

    /** A node that is down has another content of its disk. */
    default void swapped(Action.Swap swap) {}

    /** A disk operation failed, which ends its actor. */
    default void failedOnDisk(int actor, DiskOp operation, DiskFailed failure) {}

    /** A disk went wrong by itself. */
    default void spoilt(Action.Spoil spoil) {}

    /** A disk has another capacity. */
    default void resized(Action.Resize resize) {}

    /** An actor was linked to one of another node, or began to monitor it. */
    default void tied(int actor, int other) {}

    /** Links and monitors between two nodes are broken. */
    default void disconnected(Action.Disconnect cut) {}

    /** A node is about to start its actors. */
    default void booted(Action.Boot boot) {}
}
