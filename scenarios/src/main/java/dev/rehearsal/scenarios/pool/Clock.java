package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;

import java.time.Duration;

/** Reminds others; it stands above them in the tree and outlives them. */
record Clock() implements Actor<Integer, Clock.Message> {

    sealed interface Message {}

    /**
     * A wish to be reminded.
     *
     * @param to who is to be reminded
     * @param by who wishes it
     */
    record Remind(ActorRef<Object> to, ActorRef<Object> by, int number, Duration after)
            implements Message {}

    private record Due(ActorRef<Object> to, Reminder reminder) implements Message {}

    /** What was wished for is due. */
    record Reminder(ActorRef<Object> by, int number) {}

    @Override
    public Integer start(Context<Message> context) {
        return 0;
    }

    @Override
    public Integer receive(Integer reminded, Message message, Context<Message> context) {
        return switch (message) {
            case Remind remind -> {
                context.timer(
                        new Due(remind.to(), new Reminder(remind.by(), remind.number())),
                        remind.after());
                yield reminded;
            }
            case Due(ActorRef<Object> to, Reminder reminder) -> {
                context.send(to, reminder);
                yield reminded + 1;
            }
        };
    }
}
