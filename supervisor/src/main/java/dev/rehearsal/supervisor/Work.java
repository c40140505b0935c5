package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;

import io.vavr.collection.Vector;

/** What a supervisor is doing: nothing, or one thing for whose end it waits. */
sealed interface Work {

    /** It handles what arrives. */
    record Waiting() implements Work {}

    /** It has ended. */
    record Over() implements Work {}

    /** It waits for a child to start. */
    record Starting(String id, ActorRef<?> child, Plan plan) implements Work {}

    /** It waits for a child to end. */
    record Stopping(String id, ActorRef<?> child, Plan plan) implements Work {}

    /**
     * It waits for all instances to end, and then ends itself.
     *
     * @param odd the reasons of those that ended in another way than they were told to
     */
    record StoppingAll(Vector<ActorRef<?>> left, Vector<ExitReason> odd, ExitReason reason)
            implements Work {}

    /**
     * What is still to be done: first some children are stopped, then some are started.
     *
     * @param goal what for
     */
    record Plan(Vector<String> stops, Vector<String> starts, Goal goal) {}

    /** What a plan is for: it decides what happens at its end, and when a start fails. */
    sealed interface Goal {

        /** The supervisor's own start. */
        record Start() implements Goal {}

        /**
         * A restart.
         *
         * @param id the child that is the reason
         * @param old where it was
         */
        record Restart(String id, Place old) implements Goal {}

        /** An answer to a request to start a child. */
        record AnswerStart(Call call) implements Goal {}

        /** An answer to a request to restart a child. */
        record AnswerRestart(Call call) implements Goal {}

        /** An answer to a request to stop a child. */
        record AnswerTerminate(Call call) implements Goal {}

        /** The supervisor's own end. */
        record End(ExitReason reason) implements Goal {}
    }

    /** A failed restart is to be tried again. */
    record Retry(String id, Place old) {}

    /** The time that a child had to stop is over. */
    record StopTimeout(ActorRef<?> child) {}

    /** The time that all instances had to stop is over. */
    record StopAllTimeout() {}
}
