package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.ActorRef;

import io.vavr.collection.Vector;

/** Why the supervisor of the pool ended itself. */
sealed interface PoolEnd {

    /**
     * A child would have had to be restarted too often.
     *
     * @param restarts how many restarts there would have been within the period
     * @param left the children that it had not stopped
     */
    record GaveUp(int restarts, Vector<ActorRef<?>> left) implements PoolEnd {}

    /** A child did not start. */
    record NotStarted(String id) implements PoolEnd {}
}
