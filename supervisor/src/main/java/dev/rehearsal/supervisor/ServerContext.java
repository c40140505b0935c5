package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;

import java.time.Duration;

/**
 * The turn of a {@link Server}: that of an actor, and what makes a server of it.
 *
 * @param <M> the protocol of the server
 */
public interface ServerContext<M> {

    /** The turn of the actor. */
    Context<Object> actor();

    /**
     * Calls a server; the outcome comes to {@link Server#answered}.
     *
     * @throws IllegalArgumentException when a server calls itself
     */
    void call(ActorRef<Object> server, Object request, Duration within);

    /** Sends a server a message without an answer; nothing happens when it is dead. */
    void cast(ActorRef<Object> server, Object message);

    /** Answers a call. */
    void reply(Server.From from, Object value);

    /** Ends the server after this turn and after {@link Server#terminate}. */
    void stop(ExitReason reason);

    /** The same; the reply is sent after {@link Server#terminate}. */
    void stop(ExitReason reason, Server.From from, Object value);

    /** Says in {@link Server#init} that the server is not wanted. */
    void ignore();

    /** Gives {@link Server#continued} something to do before the next message. */
    void continueWith(Object what);

    /** Asks for a {@link Server.Timeout} unless another message comes first. */
    void timeout(Duration after);
}
