package dev.rehearsal.actor;

/**
 * A message-passing state machine: a pure function from (state, message) to the next state, and
 * effects issued through the {@link Context}.
 *
 * <p>Shape: an actor is a record whose components are its configuration. {@code S} is its state and
 * must be an immutable value: records, enums, strings, boxed primitives, vavr collections, {@link
 * ActorRef}s. {@code M} is the one sealed protocol of the actor, so that {@link #receive} is one
 * exhaustive {@code switch}. Timers are messages of that protocol.
 *
 * <p>Order and determinism: a handler runs to its end and <em>proposes</em> the next state and the
 * effects; then the effects are performed in the order in which they were issued. The proposed
 * state becomes the actor's when the last effect is done. A node may crash before and after a turn
 * and during each of its syncs (crashes between two other effects are to come): what comes later is
 * then not performed and the proposed state is dropped. A handler uses nothing but its arguments:
 * no clock, thread, file, socket or random source of its own.
 *
 * <p>An actor object outlives crashes and is shared by all runs. So its configuration cannot
 * change: it is made of values and of code, such as a codec or a function; a counter in it is
 * refused when the cluster is built, see {@link dev.rehearsal.value.Configuration}.
 *
 * <p>Errors: a handler that throws has performed the effects which it issued before it threw; its
 * actor exits with that error. A state or message that is not an immutable value is refused with
 * the path to the offending component.
 *
 * @param <S> the state
 * @param <M> the protocol: every message that this actor receives, timers included
 */
public interface Actor<S, M> {

    /**
     * The state after a boot, and again after every crash: what is not on the {@link Context#disk()
     * disk} is gone.
     */
    S start(Context<M> context);

    /**
     * The state after {@code message}. To ignore a message is to return {@code state} and issue
     * nothing.
     */
    S receive(S state, M message, Context<M> context);

    /**
     * The state after a signal: the end of a linked or monitored actor, an exit signal, the start
     * of a child. Links report only to actors that {@linkplain #trapsExits trap exits}.
     */
    default S signal(S state, Signal signal, Context<M> context) {
        return state;
    }

    /**
     * Whether exit signals arrive as {@link Signal.Exit} instead of ending the actor. A signal
     * {@link ExitReason.Kill} that is sent directly ends it all the same.
     */
    default boolean trapsExits() {
        return false;
    }

    /**
     * Whether the start is complete only when the actor says {@link Context#started()}, not when
     * its first turn is over.
     */
    default boolean startsLater() {
        return false;
    }
}
