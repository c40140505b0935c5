package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;

import io.vavr.collection.Vector;

import java.util.Map;

/**
 * A supervisor of a recorded case: the real one, made from its node of the tree when it starts, and
 * something that can keep it from running for a while.
 *
 * @param run the case's run
 * @param node the number of its node in that run
 */
record ScriptedSupervisor(int run, int node) implements Actor<ScriptedSupervisor.State, Object> {

    /** Null while it has not been made: its definition is invalid, or it is not wanted. */
    record State(SupervisorState state, boolean suspended, Vector<Object> held) {}

    /** It runs no more until it is resumed. */
    record Suspend() {}

    /** It runs again, and handles what has arrived in the meantime. */
    record Resume() {}

    private ConformanceRun theatre() {
        return ConformanceRun.of(run);
    }

    @Override
    public boolean trapsExits() {
        return true;
    }

    @Override
    public boolean startsLater() {
        return true;
    }

    @Override
    public State start(Context<Object> context) {
        int call = theatre().nextCall(node);
        String name = theatre().id(node) + "#" + call;
        theatre().born(name, context);
        theatre().initialised(node, name, context);
        if (isIgnored(call)) {
            context.report(new ConformanceRun.Ev("init", name, null));
            context.report(new ConformanceRun.Ev("ignored", name, null));
            context.exit(new ExitReason.Ignored());
            return new State(SupervisorState.BEFORE, false, Vector.empty());
        }
        try {
            Supervisor supervisor = theatre().define(node);
            return new State(supervisor.start(context), false, Vector.empty());
        } catch (InvalidDefinitionException invalid) {
            Object error = Terms.value(Terms.startError(invalid));
            context.report(new ConformanceRun.Ev("init", name, null));
            context.report(new ConformanceRun.Ev("start_failed", name, error));
            context.exit(new ExitReason.Because(error));
            return new State(SupervisorState.BEFORE, false, Vector.empty());
        }
    }

    private boolean isIgnored(int call) {
        Object starts = theatre().node(node).get("starts");
        if (starts == null) {
            return false;
        }
        Map<String, Object> plans = Json.map(starts);
        Object plan = plans.getOrDefault(String.valueOf(call), plans.get("*"));
        return plan != null && "ignore".equals(Json.map(plan).get("result"));
    }

    @Override
    public State receive(State state, Object message, Context<Object> context) {
        return switch (message) {
            case Suspend() -> new State(state.state, true, state.held);
            case Resume() -> {
                SupervisorState now = state.state;
                for (Object item : state.held) {
                    now = hear(now, item, context);
                }
                yield new State(now, false, Vector.empty());
            }
            default -> take(state, message, context);
        };
    }

    @Override
    public State signal(State state, Signal signal, Context<Object> context) {
        return take(state, signal, context);
    }

    private State take(State state, Object item, Context<Object> context) {
        return state.suspended
                ? new State(state.state, true, state.held.append(item))
                : new State(hear(state.state, item, context), false, state.held);
    }

    private SupervisorState hear(SupervisorState state, Object item, Context<Object> context) {
        Supervisor supervisor = theatre().defined(node);
        return item instanceof Signal signal
                ? supervisor.signal(state, signal, context)
                : supervisor.receive(state, item, context);
    }
}
