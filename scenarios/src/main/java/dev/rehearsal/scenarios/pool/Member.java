package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;

import java.time.Duration;

/** What a child is made from: the arguments of its start. */
sealed interface Member {

    /**
     * A worker, which is permanent: whenever it ends it is started again, with all other workers.
     *
     * @param foreman who added it
     * @param successor the path of the one to whom it hands over when it leaves
     */
    record OfWork(String id, ActorRef<Object> foreman, String successor) implements Member {}

    /**
     * A task, which is temporary: when it ends it is over.
     *
     * @param takes how long it lasts
     */
    record OfTask(int number, ActorRef<Object> foreman, Duration takes) implements Member {}

    /** Whether it is started again when it ends. */
    default boolean isPermanent() {
        return this instanceof OfWork;
    }

    /** The actor of the next incarnation. */
    default Actor<?, Object> actor() {
        return switch (this) {
            case OfWork work -> new Worker(work);
            case OfTask task -> new Task(task);
        };
    }
}
