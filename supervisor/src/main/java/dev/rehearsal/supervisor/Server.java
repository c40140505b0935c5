package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.kernel.View;

import io.vavr.control.Option;

/**
 * A server as OTP's {@code gen_server}: it answers calls, takes casts, and can call other servers.
 *
 * <p>Shape: a record whose components are its configuration; {@link #actor} makes the actor of it.
 * {@code S} is its state, {@code M} the protocol of its calls and casts.
 *
 * <p>Order: one message at a time, in the order of arrival. What {@link ServerContext#continueWith}
 * was given is handled before any message, also one that already waits.
 *
 * <p>Calls: a call ends in exactly one {@link #answered}: with the reply, or with the reason of the
 * server's end ({@code noproc}, at once, when it is dead or being restarted), or with {@link
 * Outcome.TimedOut}. After that the server is not told and goes on; its late reply is dropped. A
 * reply is meant for the incarnation that called: the next one never sees it. Between nodes, where
 * a message may arrive twice, a repeated reply can be taken for that of a later call of the same
 * number.
 *
 * <p>Errors: a callback that throws ends the server with that error, after {@link #terminate}. A
 * server that traps exits ends, after {@link #terminate}, with the reason of an exit signal of its
 * parent, {@code normal} included; signals of others arrive in {@link #info}. One that does not
 * trap is ended by the signal without {@link #terminate}, and so is every killed one.
 *
 * @param <S> the state
 * @param <M> the protocol
 */
public interface Server<S, M> {

    /** How a call ended. */
    sealed interface Outcome {

        /** With a reply. */
        record Replied(Object value) implements Outcome {}

        /** The server ended before it replied, or there was none. */
        record Ended(ExitReason reason) implements Outcome {}

        /** The time was over. */
        record TimedOut() implements Outcome {}
    }

    /** Whom a call is to be answered to; a value that may be kept and passed on. */
    record From(ActorRef<Object> caller, int tag) {}

    /** The first state. {@link ServerContext#stop} and {@link ServerContext#ignore} refuse it. */
    S init(ServerContext<M> context);

    /** The state after a call; {@link ServerContext#reply} answers it, now or in any later turn. */
    default S call(S state, M request, From from, ServerContext<M> context) {
        throw new IllegalStateException("this server takes no calls: request=" + request);
    }

    /** The state after a cast. */
    default S cast(S state, M message, ServerContext<M> context) {
        throw new IllegalStateException("this server takes no casts: message=" + message);
    }

    /**
     * The state after anything else: a plain message, a {@link dev.rehearsal.actor.Signal}, a
     * {@link Timeout}.
     */
    default S info(S state, Object message, ServerContext<M> context) {
        return state;
    }

    /** The state after a call of its own has ended. */
    default S answered(S state, Object request, Outcome outcome, ServerContext<M> context) {
        return state;
    }

    /** The state after what it gave itself to do before the next message. */
    default S continued(S state, Object what, ServerContext<M> context) {
        return state;
    }

    /** Its last words, before it ends. */
    default void terminate(S state, ExitReason reason, ServerContext<M> context) {}

    /** Whether it traps exits. */
    default boolean trapsExits() {
        return false;
    }

    /** No message came within the time that {@link ServerContext#timeout} was given. */
    record Timeout() {}

    /**
     * The state of the server at a path, for properties; none while nobody lives there or its start
     * is not done.
     *
     * @throws IllegalArgumentException when no server lives there
     * @throws ClassCastException when its state is of another type
     */
    static <S> Option<S> state(View world, String path, Class<S> type) {
        return world.state(path, ServerActor.State.class).map(whole -> type.cast(whole.state()));
    }

    /** The actor of this server; what it is sent by {@link ServerContext} is its protocol. */
    default Actor<?, Object> actor() {
        return new ServerActor<>(this);
    }
}
