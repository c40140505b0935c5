package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The test program of a recorded case: the parent of the root, and whoever gives a stimulus or
 * makes a call.
 *
 * @param run the case's run
 */
record ConformanceProgram(int run) implements Actor<ConformanceProgram.State, Object> {

    /** Sends exit signals to whom it has nothing to do with. */
    record Stranger() implements Actor<Integer, Stranger.Signals> {
        record Signals(ActorRef<?> to, ExitReason reason) {}

        @Override
        public Integer start(Context<Signals> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer state, Signals message, Context<Signals> context) {
            context.exit(message.to, message.reason);
            return state;
        }
    }

    /** What is open. */
    record State(int nothing) {}

    private record Go() {}

    /** A step, or an op of one. */
    private record Step(int step, int op) {}

    private record Resume(ActorRef<Object> supervisor) {}

    /** Which answer it is: to a call of a step, or the {@code part}-th of a snapshot. */
    private record Tag(int step, int op, int part, Object instead) {}

    private static final int NO_OP = -1;
    private static final Duration GAP = Duration.ofNanos(20_000);
    private static final ActorRef<Stranger.Signals> STRANGER = ActorRef.to("n/stranger");

    private ConformanceRun theatre() {
        return ConformanceRun.of(run);
    }

    @Override
    public boolean trapsExits() {
        return true;
    }

    @Override
    public State start(Context<Object> context) {
        context.timer(new Go(), Duration.ofMillis(theatre().phase()));
        List<Map<String, Object>> steps = theatre().steps();
        for (int i = 0; i < steps.size(); i++) {
            context.timer(
                    new Step(i, NO_OP),
                    Duration.ofMillis(theatre().phase() + Json.number(steps.get(i), "at", 0)));
        }
        return new State(0);
    }

    @Override
    public State receive(State state, Object message, Context<Object> context) {
        switch (message) {
            case Go() -> context.spawnLinked("root", new ScriptedSupervisor(run, 0));
            case Step step -> {
                Map<String, Object> script = theatre().steps().get(step.step);
                if (step.op != NO_OP) {
                    script = Json.maps(script.get("ops")).get(step.op);
                }
                perform(step, script, context);
            }
            case Resume(ActorRef<Object> supervisor) ->
                    context.send(supervisor, new ScriptedSupervisor.Resume());
            case Call.Reply(Object tag, Answer answer) ->
                    answered((Tag) tag, theatre().terms().json(answer), context);
            default -> throw new IllegalArgumentException("unknown: " + message);
        }
        return state;
    }

    private void perform(Step step, Map<String, Object> script, Context<Object> context) {
        switch ((String) script.get("do")) {
            case "exit" ->
                    tell(
                            script,
                            new ScriptedWorker.ExitNow(Terms.reason(script.get("reason"))),
                            context);
            case "unlink" -> tell(script, new ScriptedWorker.Unlink(), context);
            case "signal" ->
                    context.send(
                            STRANGER,
                            new Stranger.Signals(
                                    theatre().newest(script.get("child")),
                                    Terms.reason(script.get("reason"))));
            case "stop_root" ->
                    context.exit(
                            theatre().newest(theatre().id(0)), Terms.reason(script.get("reason")));
            case "send" -> {
                ActorRef<Object> to = theatre().newest(script.get("sup"));
                if (context.isAlive(to)) {
                    context.send(to, Terms.value(script.get("msg")));
                }
            }
            case "snapshot" -> snapshot(step, context);
            case "batch" -> {
                ActorRef<Object> to = theatre().newest(script.get("sup"));
                if (context.isAlive(to)) {
                    context.send(to, new ScriptedSupervisor.Suspend());
                }
                int ops = Json.list(script.get("ops")).size();
                for (int op = 0; op < ops; op++) {
                    context.timer(new Step(step.step, op), GAP.multipliedBy(op + 1));
                }
                if (context.isAlive(to)) {
                    context.timer(new Resume(to), GAP.multipliedBy(ops + 1));
                }
            }
            default -> call(step, script, context);
        }
    }

    private void tell(Map<String, Object> script, Object message, Context<Object> context) {
        ActorRef<Object> to = theatre().newest(script.get("child"));
        if (context.isAlive(to)) {
            context.send(to, message);
        }
    }

    private void call(Step step, Map<String, Object> script, Context<Object> context) {
        ActorRef<Object> to = theatre().newest(script.get("sup"));
        Object instead = null;
        Request request;
        try {
            request = request(to, script);
        } catch (InvalidDefinitionException invalid) {
            request = new Request.CountChildren();
            instead = List.of("error", Terms.json(invalid.rule(), invalid.value()));
        }
        ask(to, request, new Tag(step.step, step.op, 0, Terms.value(instead)), context);
    }

    private void ask(ActorRef<Object> to, Request request, Tag tag, Context<Object> context) {
        theatre().open(to, tag);
        context.monitor(to);
        if (context.isAlive(to)) {
            context.send(to, new Call(request, context.self(), tag));
        }
    }

    private Request request(ActorRef<Object> to, Map<String, Object> script) {
        String child = (String) script.getOrDefault("child", "?");
        Object pid = script.get("pid");
        return switch ((String) script.get("do")) {
            case "start_child" ->
                    script.containsKey("name")
                            ? new Request.StartInstance(
                                    theatre()
                                            .instance(
                                                    to,
                                                    (String) script.get("name"),
                                                    Json.map(
                                                            script.getOrDefault(
                                                                    "behaviour", Map.of()))))
                            : new Request.StartChild(theatre().spec(Json.map(script.get("spec"))));
            case "terminate_child" ->
                    pid == null
                            ? new Request.TerminateChild(child)
                            : new Request.TerminateInstance(theatre().named(pid));
            case "restart_child" -> new Request.RestartChild(child);
            case "delete_child" -> new Request.DeleteChild(child);
            case "which_children" -> new Request.WhichChildren();
            case "count_children" -> new Request.CountChildren();
            case "get_childspec" ->
                    pid == null
                            ? new Request.GetChildSpec(child)
                            : new Request.GetInstanceSpec(theatre().named(pid));
            default -> throw new IllegalArgumentException("unknown step: " + script);
        };
    }

    private void snapshot(Step step, Context<Object> context) {
        List<ActorRef<Object>> alive = new ArrayList<>();
        for (ActorRef<Object> supervisor : theatre().supervisors()) {
            if (context.isAlive(supervisor)) {
                alive.add(supervisor);
            }
        }
        theatre().snapshot(step.step, step.op, alive);
        if (alive.isEmpty()) {
            finish(step.step, step.op, List.of(), context);
        }
        for (int i = 0; i < alive.size(); i++) {
            Request which = new Request.WhichChildren();
            Request count = new Request.CountChildren();
            ask(alive.get(i), which, new Tag(step.step, step.op, 2 * i + 1, null), context);
            ask(alive.get(i), count, new Tag(step.step, step.op, 2 * i + 2, null), context);
        }
    }

    private void answered(Tag tag, Object value, Context<Object> context) {
        theatre().close(tag);
        if (tag.part == 0) {
            finish(
                    tag.step,
                    tag.op,
                    tag.instead == null ? value : Terms.plain(tag.instead),
                    context);
        } else {
            Object whole = theatre().snapshotPart(tag.step, tag.op, tag.part, value);
            if (whole != null) {
                finish(tag.step, tag.op, whole, context);
            }
        }
    }

    private void finish(int step, int op, Object value, Context<Object> context) {
        Map<String, Object> result = new HashMap<>();
        result.put("step", (long) step);
        result.put("t", theatre().time(context.monotonic()));
        result.put("value", value);
        if (op != NO_OP) {
            result.put("op", (long) op);
        }
        theatre().results.put(String.format("%05d.%05d", step, op + 1), result);
    }

    @Override
    public State signal(State state, Signal signal, Context<Object> context) {
        long t = theatre().time(context.monotonic());
        boolean isRoot = theatre().newest(theatre().id(0)).equals(signal.about());
        switch (signal) {
            case Signal.Started _ ->
                    theatre().startResult(t, List.of("ok", theatre().name(signal.about())));
            case Signal.Exit(ActorRef<?> _, ExitReason reason) when isRoot ->
                    theatre()
                            .startResult(
                                    t,
                                    reason instanceof ExitReason.Ignored
                                            ? "ignore"
                                            : List.of("error", Terms.json(reason)));
            case Signal.Exit _ -> {}
            case Signal.Down(ActorRef<?> about, ExitReason reason) -> {
                for (Object tag : theatre().closeAll(about)) {
                    answered((Tag) tag, List.of("exit", Terms.json(reason)), context);
                }
            }
        }
        return state;
    }

    /** The parts of a snapshot that have come in. */
    static final class Snapshot {
        private final List<Map<String, Object>> entries = new ArrayList<>();
        private int missing;

        Snapshot(List<String> names) {
            for (String name : names) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("sup", name);
                entries.add(entry);
            }
            missing = 2 * names.size();
        }

        Object part(int part, Object value) {
            entries.get((part - 1) / 2).put(part % 2 == 1 ? "which" : "count", value);
            return --missing == 0 ? entries : null;
        }
    }
}
