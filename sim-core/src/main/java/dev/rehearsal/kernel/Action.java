package dev.rehearsal.kernel;

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
     * @param kept how many of the disk's changes that were not synced survive, the oldest first
     */
    record Crash(int node, int kept, @Nullable Cause cause) implements Action {
        /** A crash that serves no stimulus. */
        public Crash(int node, int kept) {
            this(node, kept, null);
        }
    }

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
