package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;

/** What the supervisor of the pool is asked; it answers each with an {@link Answer}. */
sealed interface Order {

    /** The child that it is about. */
    String id();

    /** Add a child, behind those that are there, and start it. */
    record Start(String id, Member member) implements Order {}

    /** Stop a child; it stays down, and known, until it is resumed. */
    record Stop(String id) implements Order {}

    /** Start a child that was stopped. */
    record Resume(String id) implements Order {}

    /** Forget a child that was stopped. */
    record Delete(String id) implements Order {}

    /** What came of an order. */
    record Answer(Order order, Outcome outcome) {}

    /** How an order ended. */
    sealed interface Outcome {

        /** The child runs. */
        record Started(ActorRef<?> child) implements Outcome {}

        /** The child was stopped, or is deleted. */
        record Done() implements Outcome {}

        /** The child ended in its start. */
        record NotStarted(ExitReason reason) implements Outcome {}

        /** There is a child of that id. */
        record Present() implements Outcome {}

        /** There is no child of that id that this could be done to. */
        record NotThere() implements Outcome {}
    }
}
