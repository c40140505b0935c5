package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Script;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One recorded case, played in the simulation.
 *
 * <p>The actors of a case are values that name their run and their node of the tree; what they
 * share, counts and names, is kept here.
 */
final class ConformanceRun {

    private static final Map<Integer, ConformanceRun> RUNS = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String NODE = "n";

    /** An event of the expected trace that an actor of the case reports by itself. */
    record Ev(String kind, String name, Object reason) {}

    /** Something observed that stands in no trace. */
    record Result(long t, Object value) {}

    private final int number;
    private final Map<String, Object> script;
    private final long phase;
    private final List<Map<String, Object>> nodes = new ArrayList<>();
    private final Map<Integer, Supervisor> defined = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<ActorRef<?>, String> names = new HashMap<>();
    private final Map<String, ActorRef<Object>> refs = new HashMap<>();
    private final Map<String, ActorRef<Object>> newest = new HashMap<>();
    private final List<ActorRef<Object>> supervisors = new ArrayList<>();

    private final Map<ActorRef<?>, List<Object>> open = new HashMap<>();
    private final Map<String, ConformanceProgram.Snapshot> snapshots = new HashMap<>();

    /** By step and op. */
    final TreeMap<String, Map<String, Object>> results = new TreeMap<>();

    private Result startResult;

    private ConformanceRun(int number, Map<String, Object> script) {
        this.number = number;
        this.script = script;
        this.phase = Json.number(script, "phase_ms", 0);
        add(Json.map(script.get("tree")));
    }

    static ConformanceRun of(int number) {
        return Objects.requireNonNull(RUNS.get(number));
    }

    /** What was observed, in the form of the case's {@code expect}. */
    static Map<String, Object> play(Map<String, Object> script) {
        int number = NUMBERS.incrementAndGet();
        ConformanceRun run = new ConformanceRun(number, script);
        RUNS.put(number, run);
        try {
            return run.play();
        } finally {
            RUNS.remove(number);
        }
    }

    private record Case(int run) implements Scenario {
        @Override
        public String name() {
            return "conformance";
        }

        @Override
        public String summary() {
            return "a recorded case";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node(
                            NODE,
                            LinkedHashMap.of(
                                    "stranger",
                                    (Actor<?, ?>) new ConformanceProgram.Stranger(),
                                    "program",
                                    new ConformanceProgram(run)))
                    .build();
        }
    }

    private Map<String, Object> play() {
        long end = (phase + Json.number(script, "end_at", 0) + 1) * 1_000_000 - 1;
        Run run =
                Simulation.of(new Case(number).settings())
                        .with(Simulation.Options.DEFAULT.verbose().nanos(end))
                        .run(Vector.empty(), new Script(Vector.empty()));
        Map<String, Object> observed = new java.util.LinkedHashMap<>();
        observed.put(
                "start_result",
                startResult == null
                        ? "none"
                        : Map.of("t", startResult.t, "value", startResult.value));
        new Observation(this, run.trace()).into(observed);
        observed.put("results", new ArrayList<>(results.values()));
        return observed;
    }

    long phase() {
        return phase;
    }

    List<Map<String, Object>> steps() {
        return Json.maps(script.get("steps"));
    }

    /** Whole milliseconds since the root was told to start. */
    long time(Duration now) {
        return now.toMillis() - phase;
    }

    Terms terms() {
        return new Terms(names::get);
    }

    int add(Map<String, Object> node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    Map<String, Object> node(int index) {
        return nodes.get(index);
    }

    Map<String, Object> behaviour(int index) {
        Object behaviour = node(index).get("behaviour");
        return behaviour == null ? Map.of() : Json.map(behaviour);
    }

    String id(int index) {
        return (String) node(index).get("id");
    }

    int nextCall(int index) {
        return calls.merge(id(index), 1, Integer::sum);
    }

    void born(String name, Context<Object> context) {
        names.put(context.self(), name);
        refs.put(name, context.self());
        context.report(new Ev("born", name, null));
    }

    void lives(int index, Context<Object> context) {
        newest.put(id(index), context.self());
    }

    void initialised(int index, String name, Context<Object> context) {
        supervisors.add(context.self());
        newest.put(id(index), context.self());
    }

    ActorRef<Object> newest(Object id) {
        return newest.getOrDefault((String) id, ActorRef.to(NODE + "/nobody", 1));
    }

    ActorRef<Object> named(Object name) {
        return refs.getOrDefault((String) name, ActorRef.to(NODE + "/nobody", 1));
    }

    String name(ActorRef<?> ref) {
        return names.get(ref);
    }

    List<ActorRef<Object>> supervisors() {
        return supervisors;
    }

    /** Only the first counts: the root may end later. */
    void startResult(long t, Object value) {
        if (startResult == null) {
            startResult = new Result(t, value);
        }
    }

    void open(ActorRef<?> supervisor, Object tag) {
        open.computeIfAbsent(supervisor, _ -> new ArrayList<>()).add(tag);
    }

    void close(Object tag) {
        open.values().forEach(tags -> tags.remove(tag));
    }

    /** The calls that a supervisor will not answer any more. */
    List<Object> closeAll(ActorRef<?> supervisor) {
        List<Object> tags = open.remove(supervisor);
        return tags == null ? List.of() : tags;
    }

    void snapshot(int step, int op, List<ActorRef<Object>> alive) {
        snapshots.put(
                step + "." + op,
                new ConformanceProgram.Snapshot(alive.stream().map(this::name).toList()));
    }

    /** The whole snapshot, when that was the last part. */
    Object snapshotPart(int step, int op, int part, Object value) {
        return snapshots.get(step + "." + op).part(part, value);
    }

    Actor<?, ?> actor(int index) {
        return "supervisor".equals(node(index).get("type"))
                ? new ScriptedSupervisor(number, index)
                : new ScriptedWorker(number, index);
    }

    /** The specification of a child, checked in OTP's order. */
    ChildSpec spec(Map<String, Object> node) {
        if (!node.containsKey("id")) {
            throw new InvalidDefinitionException("missing_id", "a child needs an id", "none");
        }
        return traits(node, Supervisor.child((String) node.get("id"), actor(add(node))));
    }

    private static ChildSpec traits(Map<String, Object> node, ChildSpec plain) {
        ChildSpec spec = plain;
        if (node.containsKey("restart")) {
            spec = spec.restart(Restart.of((String) node.get("restart")));
        }
        if (Boolean.TRUE.equals(node.get("significant"))) {
            spec = spec.significant();
        }
        if (ChildType.of((String) node.getOrDefault("type", "worker")) == ChildType.SUPERVISOR) {
            spec = spec.supervisor();
        }
        return switch (node.get("shutdown")) {
            case null -> spec;
            case Long millis when millis < 0 ->
                    throw new InvalidDefinitionException(
                            "invalid_shutdown", "shutdown must not be negative", millis);
            case Long millis -> spec.shutdown(Duration.ofMillis(millis));
            case String s when s.equals("infinity") -> spec.shutdown(new Shutdown.Infinity());
            case String s when s.equals("brutal_kill") -> spec.shutdown(new Shutdown.Brutal());
            case Object other ->
                    throw new InvalidDefinitionException(
                            "invalid_shutdown", "shutdown is unknown", other);
        };
    }

    /** The supervisor that a node describes. */
    Supervisor define(int index) {
        Map<String, Object> node = node(index);
        Strategy strategy = Strategy.of((String) node.getOrDefault("strategy", "one_for_one"));
        Flags flags =
                Supervisor.intensity(
                                (int) Json.number(node, "intensity", Flags.DEFAULT.intensity()),
                                Duration.ofSeconds(
                                        Json.number(
                                                node,
                                                "period",
                                                Flags.DEFAULT.period().toSeconds())))
                        .autoShutdown(
                                AutoShutdown.of(
                                        (String) node.getOrDefault("auto_shutdown", "never")))
                        .inWholeSeconds();
        Vector<ChildSpec> children = Vector.empty();
        if (node.containsKey("template")) {
            Map<String, Object> template = Json.map(node.get("template"));
            children =
                    children.append(
                            traits(
                                    template,
                                    Supervisor.<Integer>template(
                                            (String) template.get("id"), this::actor)));
        }
        for (Object child : Json.list(node.getOrDefault("children", List.of()))) {
            children = children.append(spec(Json.map(child)));
        }
        Supervisor supervisor = new Supervisor(strategy, flags, children);
        defined.put(index, supervisor);
        return supervisor;
    }

    Supervisor defined(int index) {
        return defined.get(index);
    }

    /** The node of a new instance: the template with some fields on top. */
    int instance(ActorRef<Object> supervisor, String name, Map<String, Object> fields) {
        Map<String, Object> template = Map.of("type", "worker");
        String id = name(supervisor) == null ? "" : name(supervisor).split("#")[0];
        for (Map<String, Object> node : nodes) {
            if (id.equals(node.get("id")) && node.containsKey("template")) {
                template = Json.map(node.get("template"));
            }
        }
        Map<String, Object> node = new HashMap<>(template);
        if ("supervisor".equals(template.get("type"))) {
            node.putAll(fields);
        } else {
            Map<String, Object> behaviour =
                    new HashMap<>(Json.map(template.getOrDefault("behaviour", Map.of())));
            behaviour.putAll(fields);
            node.put("behaviour", behaviour);
        }
        node.put("id", name);
        return add(node);
    }
}
