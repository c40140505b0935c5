package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;

import java.time.Duration;

/**
 * The turn of a {@link StateMachine}.
 *
 * @param <E> the events that it inserts
 */
public interface MachineContext<E> {

    /** The turn of the actor. */
    Context<Object> actor();

    /** Answers a call. */
    void reply(Server.From from, Object value);

    /** Keeps the event that is being handled until the state has changed. */
    void postpone();

    /** Inserts an event before all others; several are handled in the order of insertion. */
    void insert(E event);

    /** Enters the same state again, whatever {@link StateMachine#handle} returns as the state. */
    void repeatState();

    /** Sets the timer of the state. */
    void stateTimeout(Duration after, Object content);

    /** Sets the timer that the next event cancels. */
    void eventTimeout(Duration after, Object content);

    /** Sets a timer of that name. */
    void timeout(String name, Duration after, Object content);

    /** Cancels the timer of the state. */
    void cancelStateTimeout();

    /** Cancels the timer of that name. */
    void cancelTimeout(String name);

    /** Ends the machine after this event and after {@link StateMachine#terminate}. */
    void stop(ExitReason reason);
}
