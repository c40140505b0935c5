package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.disk.Cell;

/**
 * Does what it is told, and counts its starts on the disk. Told to stop it hands over to another
 * node first and leaves when that is acknowledged; when its supervisor is dead it ends at once.
 */
record Worker(Member.OfWork member) implements Actor<Worker.State, Object> {

    private static final Cell<Integer> STARTS = Cell.of("starts", Integer.class);

    /**
     * What it knows.
     *
     * @param supervisor who started it
     * @param starts how often somebody was started here, this time included
     */
    record State(String id, ActorRef<?> supervisor, ActorRef<Object> foreman, int starts) {}

    /** A piece of work. */
    record Do(int index, boolean isPossible, ActorRef<Object> customer) {}

    /** It runs. */
    record Ready(String id, ActorRef<Object> self) {}

    /** It leaves and hands over. */
    record HandOver(String id) {}

    /** That is done. */
    record HandedOver() {}

    @Override
    public boolean trapsExits() {
        return true;
    }

    @Override
    public State start(Context<Object> context) {
        int starts = STARTS.update(context.disk(), before -> before.getOrElse(0) + 1);
        context.send(member.foreman(), new Ready(member.id(), context.self()));
        return new State(member.id(), context.parent().get(), member.foreman(), starts);
    }

    @Override
    public State receive(State state, Object message, Context<Object> context) {
        switch (message) {
            case Do(int index, boolean isPossible, ActorRef<Object> customer) -> {
                if (!isPossible) {
                    throw new IllegalArgumentException("this cannot be done: index=" + index);
                }
                context.send(customer, new Customer.Told(index));
            }
            case HandedOver() -> context.exit(new ExitReason.Shutdown());
            default -> {}
        }
        return state;
    }

    @Override
    public State signal(State state, Signal signal, Context<Object> context) {
        if (signal instanceof Signal.Exit exit) {
            if (context.isAlive(exit.about())) {
                context.send(ActorRef.to(member.successor()), new HandOver(member.id()));
            } else {
                context.exit(exit.reason());
            }
        }
        return state;
    }
}
