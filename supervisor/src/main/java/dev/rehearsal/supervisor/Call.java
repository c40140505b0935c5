package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;

/**
 * A request to a supervisor; it answers with a {@link Reply} of the same tag. Who wants to know
 * that there will be no answer monitors the supervisor. A {@link Server} has it easier: it asks by
 * {@link ServerContext#call}, with a {@link Request} and an {@link Answer}.
 *
 * @param tag an immutable value of the caller's
 */
public record Call(Request request, ActorRef<? super Reply> caller, Object tag) {

    /** The answer to a call. */
    public record Reply(Object tag, Answer answer) {}
}
