package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A worker of a recorded case: it starts, ends and takes signals as its node of the tree says.
 *
 * @param run the case's run
 * @param node the number of its node in that run
 */
record ScriptedWorker(int run, int node) implements Actor<ScriptedWorker.State, Object> {

    enum Phase {
        STARTING,
        RUNNING,
        STOPPING
    }

    record State(String name, int call, Phase phase) {}

    /** It is to end by itself. */
    record ExitNow(ExitReason reason) {}

    /** It is to remove the link between itself and its supervisor. */
    record Unlink() {}

    private record Begin() {}

    private record Ends(ExitReason reason) {}

    private record Stopped(ExitReason reason) {}

    private ConformanceRun theatre() {
        return ConformanceRun.of(run);
    }

    private Map<String, Object> behaviour() {
        return theatre().behaviour(node);
    }

    private Map<String, Object> plan(int call) {
        Object starts = behaviour().get("starts");
        if (starts == null) {
            return Map.of();
        }
        Map<String, Object> plans = Json.map(starts);
        Object plan = plans.getOrDefault(String.valueOf(call), plans.get("*"));
        return plan == null ? Map.of() : Json.map(plan);
    }

    @Override
    public boolean trapsExits() {
        return Boolean.TRUE.equals(behaviour().get("trap_exit"));
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
        State state = new State(name, call, Phase.STARTING);
        long delay = Json.number(plan(call), "delay_ms", 0);
        if (delay == 0) {
            return begin(state, context);
        }
        context.timer(new Begin(), Duration.ofMillis(delay));
        return state;
    }

    private State begin(State state, Context<Object> context) {
        Map<String, Object> plan = plan(state.call);
        Object result = plan.getOrDefault("result", "ok");
        switch (result) {
            case String s when s.equals("ok") -> run(state, plan, null, context);
            case String s when s.equals("ignore") -> {
                context.report(new ConformanceRun.Ev("ignored", state.name, null));
                context.exit(new ExitReason.Ignored());
            }
            case List<?> pair when pair.getFirst().equals("ok") ->
                    run(state, plan, Terms.value(pair.get(1)), context);
            case List<?> pair when pair.getFirst().equals("raise") -> {
                fail(state, List.of("EXIT", pair.get(1)), context);
                Terms.raise(pair.get(1));
                context.exit(Terms.reason(List.of("EXIT", pair.get(1))));
            }
            case List<?> pair -> {
                fail(state, pair.get(1), context);
                context.exit(Terms.reason(pair.get(1)));
            }
            default -> throw new IllegalArgumentException("unknown result: " + result);
        }
        return new State(state.name, state.call, Phase.RUNNING);
    }

    private static void fail(State state, Object reason, Context<Object> context) {
        context.report(new ConformanceRun.Ev("start_failed", state.name, Terms.value(reason)));
    }

    private void run(State state, Map<String, Object> plan, Object info, Context<Object> context) {
        theatre().lives(node, context);
        context.report(new ConformanceRun.Ev("started", state.name, null));
        context.started(info);
        if (plan.containsKey("exit_after_ms")) {
            context.timer(
                    new Ends(Terms.reason(plan.getOrDefault("exit_reason", "normal"))),
                    Duration.ofMillis(Json.number(plan, "exit_after_ms", 0)));
        }
    }

    @Override
    public State receive(State state, Object message, Context<Object> context) {
        switch (message) {
            case Begin() -> {
                return begin(state, context);
            }
            case Stopped(ExitReason reason) -> context.exit(reason);
            case Ends(ExitReason reason) when state.phase == Phase.RUNNING -> context.exit(reason);
            case ExitNow(ExitReason reason) when state.phase == Phase.RUNNING ->
                    context.exit(reason);
            case Unlink() -> context.parent().forEach(context::unlink);
            default -> {}
        }
        return state;
    }

    @Override
    public State signal(State state, Signal signal, Context<Object> context) {
        if (!(signal instanceof Signal.Exit(ActorRef<?> about, ExitReason reason))
                || state.phase == Phase.STOPPING) {
            return state;
        }
        boolean fromParent = context.parent().contains(about);
        if (state.phase == Phase.STARTING) {
            if (fromParent) {
                context.exit(reason);
            }
            return state;
        }
        context.report(
                new ConformanceRun.Ev(
                        fromParent ? "stopping" : "trapped",
                        state.name,
                        Terms.value(Terms.json(reason))));
        if (!fromParent) {
            return state;
        }
        Object stop = behaviour().get("stop");
        if (stop == null) {
            context.exit(reason);
            return state;
        }
        if (stop.equals("ignore")) {
            return state;
        }
        Map<String, Object> script = Json.map(stop);
        context.timer(
                new Stopped(
                        script.containsKey("reason") ? Terms.reason(script.get("reason")) : reason),
                Duration.ofMillis(Json.number(script, "delay_ms", 0)));
        return new State(state.name, state.call, Phase.STOPPING);
    }
}
