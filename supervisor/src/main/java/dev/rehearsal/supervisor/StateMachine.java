package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ExitReason;

/**
 * A state machine as OTP's {@code gen_statem}: events that can be postponed, time that belongs to a
 * state, work on entry.
 *
 * <p>Shape: {@code Q} is the sealed type of its states, {@code D} what it knows besides, {@code E}
 * the events that it inserts itself. {@link #actor} makes the actor of it; it takes calls and casts
 * as a {@link Server} does.
 *
 * <p>Order of work for one event: {@link #handle}; {@link #enter} when the state has changed or is
 * to be repeated; a postponed event joins the others; when the state has changed, all postponed
 * events go back to the front, the oldest first; timers are cancelled and set; inserted events go
 * before all that. Then the next event: those, then timeouts of no length in the order in which
 * they were set, then the mailbox. A state has changed when the new one does not equal the old one.
 *
 * <p>Timers: a state timeout ends with its state; an event timeout with any event that is handled,
 * whatever it is; a named one with nothing. Setting one again replaces it. A timer that was
 * cancelled never fires.
 *
 * <p>Errors: a callback that throws ends the machine with that error, after {@link #terminate};
 * postponing or inserting in {@link #enter} is such an error. The parent's exit is as for a {@link
 * Server}.
 */
public interface StateMachine<Q, D, E> {

    /** A state, and what the machine knows besides. */
    record At<Q, D>(Q state, D data) {}

    /** What happens to the machine. */
    sealed interface Event<E> {

        /** A call; the context answers it. */
        record Called<E>(Object request, Server.From from) implements Event<E> {}

        /** A cast. */
        record Cast<E>(Object message) implements Event<E> {}

        /** A plain message or a signal. */
        record Info<E>(Object message) implements Event<E> {}

        /** An event that the machine inserted. */
        record Inserted<E>(E event) implements Event<E> {}

        /** The time of the state is over. */
        record StateTimeout<E>(Object content) implements Event<E> {}

        /** No event came in time. */
        record EventTimeout<E>(Object content) implements Event<E> {}

        /** A named timer. */
        record NamedTimeout<E>(String name, Object content) implements Event<E> {}
    }

    /** The first state; {@link #enter} follows. */
    At<Q, D> init(MachineContext<E> context);

    /** Where an event leads. */
    At<Q, D> handle(Q state, D data, Event<E> event, MachineContext<E> context);

    /** What the machine knows after it has come from one state to another, or to the same again. */
    default D enter(Q before, Q state, D data, MachineContext<E> context) {
        return data;
    }

    /** Its last words, before it ends. */
    default void terminate(Q state, D data, ExitReason reason, MachineContext<E> context) {}

    /** Whether it traps exits. */
    default boolean trapsExits() {
        return false;
    }

    /** The actor of this machine. */
    default Actor<?, Object> actor() {
        return new MachineActor<>(this);
    }
}
