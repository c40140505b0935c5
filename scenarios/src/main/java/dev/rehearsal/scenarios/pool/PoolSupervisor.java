package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.scenarios.pool.PoolState.Ordered;

import io.vavr.control.Option;

import java.time.Duration;

/**
 * A supervisor as people write their own: children are added while it runs; when a permanent one
 * ends all are stopped in reverse order and started in order; a start that fails is tried again
 * after a pause; too many restarts within a second, and it stops all and gives up.
 *
 * @param log the path of the one who is to watch it
 */
record PoolSupervisor(String log, Option<Bug> bug) implements Actor<PoolState, Object> {

    /** How many restarts within a second. */
    static final int INTENSITY = 5;

    static final Duration PERIOD = Duration.ofSeconds(1);

    /** How long a child has to stop before it is killed. */
    static final Duration GRACE = Duration.ofMillis(50);

    @Override
    public boolean trapsExits() {
        return true;
    }

    @Override
    public PoolState start(Context<Object> context) {
        context.send(ActorRef.to(log), new Log.Watch(context.self()));
        return PoolState.EMPTY;
    }

    @Override
    public PoolState receive(PoolState state, Object message, Context<Object> context) {
        return new PoolTurn(bug, state, context)
                .hear(
                        message instanceof Order order
                                ? new Ordered(order, context.sender())
                                : message);
    }

    @Override
    public PoolState signal(PoolState state, Signal signal, Context<Object> context) {
        return new PoolTurn(bug, state, context).hear(signal);
    }
}
