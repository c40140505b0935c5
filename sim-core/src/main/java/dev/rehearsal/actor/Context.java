package dev.rehearsal.actor;

import java.time.Duration;

/**
 * The turn of an actor, seen from inside its handler: who it is, and every effect that it may have.
 *
 * <p>Order: effects are performed in the order in which they are issued, after the handler has
 * returned or thrown. A context is of use only during the call that it was passed to.
 *
 * @param <M> the protocol of the actor
 */
public interface Context<M> {

    /** The actor whose turn it is, as the incarnation that is running. */
    ActorRef<M> self();

    /**
     * Who sent the message that is being handled, among actors of one protocol.
     *
     * @throws IllegalStateException when the turn is not that of a message: a start, a timer, an
     *     operation
     */
    ActorRef<M> sender();

    /**
     * Sends a message. On one node messages arrive, in order for each pair; between nodes they may
     * be lost, delayed, delivered again and overtake each other.
     *
     * @throws IllegalArgumentException when the topology has no actor at that path
     */
    <T> void send(ActorRef<? super T> to, T message);

    /** Sends a message to the {@link #sender()}. */
    default void reply(M message) {
        send(sender(), message);
    }

    /**
     * Sets a timer: {@code message} is received once, {@code after} that time on the node's
     * monotonic clock. The message is the timer's key: setting an equal one replaces it. A crash
     * forgets all timers.
     *
     * @throws IllegalArgumentException when {@code after} is negative
     */
    void timer(M message, Duration after);

    /**
     * Cancels the timer whose message equals {@code message}; without effect when there is none.
     */
    void cancel(M message);

    /** This actor's folder on the disk of its node. */
    Disk disk();
}
