package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * A handler of the events of an {@link EventManager}: a record, which travels in the request that
 * installs it.
 *
 * @param <H> its state, an immutable value
 */
public interface EventHandler<H> {

    /** What becomes of a handler after a callback. */
    sealed interface Next<H> {

        /** It stays. */
        record Keep<H>(H state) implements Next<H> {}

        /** It goes. */
        record Remove<H>(H state) implements Next<H> {}

        /** Another takes its place, and is given what {@link #terminate} says. */
        record Swap<H>(H state, Object args, String id, EventHandler<?> other) implements Next<H> {}
    }

    /** A reply, and what becomes of the handler. */
    record Called<H>(Object reply, Next<H> next) {}

    /** Why a handler goes. */
    sealed interface Farewell {

        /** It was deleted on request. */
        record Deleted(Object args) implements Farewell {}

        /** It asked to be removed. */
        record Removed() implements Farewell {}

        /** Another takes its place. */
        record Swapped(Object args) implements Farewell {}

        /** A callback threw. */
        record Crashed(ExitReason reason) implements Farewell {}

        /** The manager ends. */
        record Stopped() implements Farewell {}

        /** The actor that it was installed for has ended. */
        record OwnerEnded(ExitReason reason) implements Farewell {}
    }

    /**
     * The first state.
     *
     * @param handedOver what the handler whose place it takes has said at its end; null when it
     *     takes no place
     */
    H init(@Nullable Object handedOver, Context<Object> context);

    /** An event. */
    Next<H> event(H state, Object event, Context<Object> context);

    /** A call to this handler. */
    default Called<H> call(H state, Object request, Context<Object> context) {
        throw new IllegalStateException("this handler takes no calls: request=" + request);
    }

    /** A plain message or a signal to the manager. */
    default Next<H> info(H state, Object message, Context<Object> context) {
        return new Next.Keep<>(state);
    }

    /** Its last words; on a deletion they are the answer, on a swap they are handed over. */
    default Object terminate(H state, Farewell why, Context<Object> context) {
        return "ok";
    }
}
