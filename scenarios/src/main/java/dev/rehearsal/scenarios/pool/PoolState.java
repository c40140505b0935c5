package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What the supervisor of the pool knows.
 *
 * @param children in start order
 * @param restarts when it restarted within the last period, by its node's monotonic clock
 * @param mailbox what has arrived and was not handled, the oldest first
 * @param work what it is doing
 */
record PoolState(Vector<Child> children, Vector<Long> restarts, Vector<Object> mailbox, Work work) {

    static final PoolState EMPTY =
            new PoolState(Vector.empty(), Vector.empty(), Vector.empty(), new Work.Idle());

    /**
     * A child.
     *
     * @param attempts how many starts in a row have failed
     * @param last how it ended last
     */
    record Child(String id, Member member, Place place, int attempts, Option<ExitReason> last) {

        Child at(Place other) {
            return new Child(id, member, other, attempts, last);
        }

        Child attempts(int number) {
            return new Child(id, member, place, number, last);
        }

        Child ended(ExitReason reason) {
            return new Child(id, member, place, attempts, Option.some(reason));
        }

        boolean isRestarting() {
            return place instanceof Place.Restarting;
        }

        boolean isDown() {
            return place instanceof Place.Down;
        }

        Option<ActorRef<?>> running() {
            return place instanceof Place.Running(ActorRef<?> ref)
                    ? Option.some(ref)
                    : Option.none();
        }
    }

    /** Where a child is. */
    sealed interface Place {

        /** It runs as that incarnation. */
        record Running(ActorRef<?> ref) implements Place {}

        /** It is to be started. */
        record Restarting() implements Place {}

        /** It was stopped on request. */
        record Down() implements Place {}
    }

    /** What the supervisor is doing: nothing, or one thing for whose end it waits. */
    sealed interface Work {

        /** It handles what arrives. */
        record Idle() implements Work {}

        /** It waits for a child to start. */
        record Starting(String id, ActorRef<?> child, Plan plan) implements Work {}

        /** It waits for a child to end. */
        record Stopping(String id, ActorRef<?> child, Plan plan) implements Work {}
    }

    /** First some children are stopped, then some are started. */
    record Plan(Vector<String> stops, Vector<String> starts, Goal goal) {}

    /** What a plan is for. */
    sealed interface Goal {

        /** All workers are started again. */
        record Restart() implements Goal {}

        /** An order is answered. */
        record Reply(Order order, ActorRef<Object> to) implements Goal {}

        /** The supervisor ends. */
        record End(ExitReason reason) implements Goal {}
    }

    /** The restart in which that child's start has failed is to be tried again. */
    record Retry(String id) {}

    /** The time that a child had to stop is over. */
    record Overtime(ActorRef<?> child) {}

    /** An order, and who gave it. */
    record Ordered(Order order, ActorRef<Object> by) {}
}
