package dev.rehearsal.kernel;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * What the kernel sends from one actor to another: it travels like a message, in order with the
 * messages of the same pair, but no network fault befalls it.
 */
sealed interface Notice {

    /** A spawned actor is to start. */
    record Start() implements Notice {}

    /** A spawned actor has started. */
    record Started(ActorRef<?> child, @Nullable Object info) implements Notice {}

    /** A linked actor has ended. */
    record LinkBroken(Slot.Life life, ActorRef<?> other, ExitReason reason) implements Notice {}

    /** Somebody sent an exit signal. */
    record ExitSignal(ActorRef<?> from, ExitReason reason) implements Notice {}

    /** A monitored actor has ended. */
    record Down(Slot.Life life, ActorRef<?> other, ExitReason reason) implements Notice {}
}
