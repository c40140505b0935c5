package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;

/** Lasts for a while, says that it is over, and ends. */
record Task(Member.OfTask member) implements Actor<Task.State, Object> {

    /** What it knows: who started it. */
    record State(ActorRef<?> supervisor) {}

    /** It is over. */
    record Finished(int number) {}

    @Override
    public State start(Context<Object> context) {
        context.timer(new Finished(member.number()), member.takes());
        return new State(context.parent().get());
    }

    @Override
    public State receive(State state, Object message, Context<Object> context) {
        context.send(member.foreman(), message);
        context.exit(new ExitReason.Normal());
        return state;
    }
}
