package dev.rehearsal.kernel;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskImage;

import org.jspecify.annotations.Nullable;

/**
 * Something that can happen to a {@link World}. A driver chooses actions; {@link World#apply} says
 * what they mean.
 *
 * <p>A message in flight, a timer that is set and a sync under way are each the action that ends
 * their waiting.
 */
public sealed interface Action
        permits Delivery,
                Firing,
                Completion,
                Action.Boot,
                Action.Crash,
                Action.Dismiss,
                Action.Stop,
                Action.Swap,
                Action.Kill,
                Action.Disconnect,
                Action.Spoil,
                Action.Resize,
                Action.Invoke,
                Action.Abandon {

    /**
     * A node that is down starts, with what its disk holds: each of its actors is a new
     * incarnation.
     */
    record Boot(int node, @Nullable Cause cause) implements Action {}

    /**
     * A node that is up loses power: states, timers, turns under way and messages within the node
     * are gone; messages to and from other nodes and the disk stay.
     *
     * @param aftermath what becomes of the disk's changes that were not synced
     */
    record Crash(int node, Aftermath aftermath, @Nullable Cause cause) implements Action {
        /** A crash that serves no stimulus. */
        public Crash(int node, Aftermath aftermath) {
            this(node, aftermath, null);
        }
    }

    /**
     * The process of a node that is up ends, and the machine runs on: as a {@link Crash}, but the
     * page cache stays, so the next boot reads what was not synced.
     */
    record Stop(int node, @Nullable Cause cause) implements Action {}

    /**
     * The machine of a node that is up asks its process to end: each of its own actors that lives
     * is sent an exit signal {@code shutdown} by itself.
     */
    record Dismiss(int node, @Nullable Cause cause) implements Action {}

    /** A node that is down has another content of its disk. */
    record Swap(int node, DiskImage content) implements Action {}

    /** An actor ends with a reason, whatever it does at the moment and whether it traps exits. */
    record Kill(int actor, ExitReason reason, @Nullable Cause cause) implements Action {}

    /**
     * Two nodes have not heard of each other for too long: links and monitors between their actors
     * break with {@link ExitReason.NoConnection}, on both sides.
     */
    record Disconnect(int node, int other, @Nullable Cause cause) implements Action {}

    /** The disk of a node goes wrong by itself, in the folder of one path. */
    record Spoil(int node, String folder, DiskFault.OfFolder fault) implements Action {}

    /**
     * The disk of a node has room for so many bytes from now on.
     *
     * @param capacity in bytes; {@link dev.rehearsal.disk.DiskImage#UNLIMITED} for no limit
     */
    record Resize(int node, long capacity) implements Action {}

    /**
     * A client that has no operation open is handed one.
     *
     * @param actor the client
     * @param index the operation's number among those of its client, from 1
     */
    record Invoke(int actor, int index, Object operation, @Nullable Cause cause)
            implements Action {}

    /** The open operation of a client is given up: its outcome is unknown. */
    record Abandon(int actor) implements Action {}
}
