package dev.rehearsal.actor;

import org.jspecify.annotations.Nullable;

/**
 * What the kernel tells an actor about others, through {@link Actor#signal}.
 *
 * <p>Order: signals and messages from one actor to another arrive in the order in which they were
 * issued.
 */
public sealed interface Signal {

    /** Whom it is about. */
    ActorRef<?> about();

    /**
     * The end of a linked actor, or an exit signal that somebody sent; only actors that trap exits
     * receive it.
     *
     * @param about who ended or sent it
     */
    record Exit(ActorRef<?> about, ExitReason reason) implements Signal {}

    /** A monitored actor has ended; the monitor is gone with it. */
    record Down(ActorRef<?> about, ExitReason reason) implements Signal {}

    /**
     * An actor that this one spawned has finished its start.
     *
     * @param info what it had to say about itself; null when nothing
     */
    record Started(ActorRef<?> about, @Nullable Object info) implements Signal {}
}
