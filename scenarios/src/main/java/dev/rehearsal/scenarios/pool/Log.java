package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;

import io.vavr.control.Option;

/** Watches whoever asks for it, and remembers how the last of them ended. */
record Log() implements Actor<Log.State, Log.Watch> {

    record State(Option<ExitReason> last) {}

    /** To be watched. */
    record Watch(ActorRef<?> whom) {}

    @Override
    public State start(Context<Watch> context) {
        return new State(Option.none());
    }

    @Override
    public State receive(State state, Watch watch, Context<Watch> context) {
        context.monitor(watch.whom());
        return state;
    }

    @Override
    public State signal(State state, Signal signal, Context<Watch> context) {
        return signal instanceof Signal.Down down ? new State(Option.some(down.reason())) : state;
    }
}
