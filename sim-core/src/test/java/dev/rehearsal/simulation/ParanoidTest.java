package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.determinism.canary.Alone;
import dev.rehearsal.determinism.canary.Canaries;
import dev.rehearsal.determinism.canary.Canary;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;

/** A run in which every handler is run twice. */
class ParanoidTest {

    private static final Simulation.Options TWICE =
            Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L).twice();

    /** What no handler may use: a state beside the state. */
    private static int calls;

    record Log(Vector<Entry> log, TreeMap<String, Integer> counts) {
        static final Log EMPTY = new Log(Vector.empty(), TreeMap.empty());
    }

    record Entry(String text, int term) {}

    private interface Handler {
        Log handle(Log state, Context<String> context);
    }

    private record Acting(Handler handler) implements Actor<Log, String> {
        @Override
        public Log start(Context<String> context) {
            context.timer("go", Duration.ofMillis(1));
            return Log.EMPTY;
        }

        @Override
        public Log receive(Log state, String message, Context<String> context) {
            return handler.handle(state, context);
        }
    }

    private record Single(Actor<?, ?> actor) implements Scenario {
        @Override
        public String name() {
            return "single";
        }

        @Override
        public String summary() {
            return "one actor";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("s1", actor).build();
        }
    }

    private static Run run(Actor<?, ?> actor, Simulation.Options options) {
        return Simulation.of(new Single(actor).settings())
                .with(options)
                .run(Vector.empty(), Adversary.CALM);
    }

    private static Violation violation(Handler handler) {
        calls = 0;
        Run run = run(new Acting(handler), TWICE);
        assertEquals(Run.Verdict.VIOLATED, run.verdict());
        return run.violation().get();
    }

    @Test
    void state_thatDiffers_isNamedByItsPathWithBothSides() {
        Violation violation =
                violation((state, _) ->
                        new Log(
                                Vector.of(new Entry("a", 1), new Entry("b", ++calls)),
                                state.counts()));

        assertEquals(
                "s1 handled go twice, and not alike: state: Log.log[1].term is 1, then 2",
                violation.message());
        assertEquals("handlers-are-deterministic/divergence/s1", violation.signature());
        assertEquals(2, violation.step());
    }

    @Test
    void map_thatDiffers_isNamedByTheEntriesOfOneSide() {
        Violation violation =
                violation((state, _) ->
                        new Log(state.log(), TreeMap.of("a", 7).put("b" + ++calls, 1)));

        assertTrue(
                violation.message().endsWith("state: Log.counts is (b1, 1), then (b2, 1)"),
                violation.message());
    }

    @Test
    void choice_amongOtherOptions_isNamedThoughNothingComesOfIt() {
        Violation violation =
                violation((state, context) -> {
                    context.choose("which", Vector.of("a", "b" + ++calls));
                    return state;
                });

        assertTrue(
                violation.message().endsWith("choice 1: which of a, b1, then which of a, b2"),
                violation.message());
    }

    @Test
    void choice_thatIsMadeOnlyOnce_isNamed() {
        Violation violation =
                violation((state, context) -> {
                    if (++calls == 1) {
                        context.choose("which", Vector.of("a", "b"));
                    }
                    return state;
                });

        assertTrue(
                violation.message().endsWith("choice 1: which of a, b, then none"),
                violation.message());
    }

    @Test
    void effect_thatDiffers_isNamedByItsNumber() {
        Violation violation =
                violation((state, context) -> {
                    context.report("same");
                    context.timer("n" + ++calls, Duration.ofMillis(1));
                    context.cancel("n1");
                    return state;
                });

        assertTrue(
                violation.message().endsWith("effect 2: Armed.message is n1, then n2"),
                violation.message());
    }

    @Test
    void effect_thatIsIssuedOnlyOnce_isNamed() {
        Violation violation =
                violation((state, context) -> {
                    if (++calls == 1) {
                        context.disk().append("log", new byte[] {1});
                    }
                    return state;
                });

        assertTrue(
                violation.message().contains("effect 1: Operated[operation=WRITE, file=log,"),
                violation.message());
        assertTrue(violation.message().endsWith(", then none"), violation.message());
    }

    @Test
    void handler_thatThrowsOnlyTheSecondTime_isNamedBeforeItEverHappens() {
        Violation violation =
                violation((state, _) -> {
                    if (++calls == 2) {
                        throw new IllegalStateException("planted");
                    }
                    return state;
                });

        assertTrue(
                violation
                        .message()
                        .endsWith(
                                "it returned a state, then threw"
                                        + " java.lang.IllegalStateException"),
                violation.message());
    }

    /** A state that is not a value only when it is made for the second time. */
    private record Careless() implements Actor<Object, String> {
        @Override
        public Object start(Context<String> context) {
            context.report("same");
            return ++calls == 2 ? new int[1] : "fine";
        }

        @Override
        public Object receive(Object state, String message, Context<String> context) {
            return state;
        }
    }

    @Test
    void state_thatIsRefusedOnlyTheSecondTime_isNamed() {
        calls = 0;

        assertEquals(
                "s1 handled its start twice, and not alike: it returned a state, then was refused:"
                        + " int[]: int[] is mutable; use a vavr Vector or a String",
                run(new Careless(), TWICE).violation().get().message());
    }

    @Test
    void handler_thatThrowsBothTimes_failsAsItDoesOtherwise() {
        Violation violation =
                violation((_, _) -> {
                    throw new IllegalStateException("planted");
                });

        assertEquals("no-handler-throws", violation.property());
    }

    /** Reads everything that a handler may read, and has every effect that there is on one node. */
    private record Busy() implements Actor<Vector<String>, String> {

        private record Child(Duration born) implements Actor<Integer, String> {
            @Override
            public Integer start(Context<String> context) {
                context.started(born);
                return 0;
            }

            @Override
            public Integer receive(Integer state, String message, Context<String> context) {
                if (state == 3) {
                    throw new IllegalStateException("enough");
                }
                return state + 1;
            }
        }

        @Override
        public boolean trapsExits() {
            return true;
        }

        @Override
        public Vector<String> start(Context<String> context) {
            context.timer("1", Duration.ofMillis(1));
            return Vector.empty();
        }

        @Override
        public Vector<String> receive(
                Vector<String> state, String message, Context<String> context) {
            ActorRef<String> child = context.spawnLinked("child", new Child(context.monotonic()));
            context.send(child, message);
            context.monitor(child);
            context.disk().append("log", message.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            context.disk().sync("log");
            context.exit(child, new dev.rehearsal.actor.ExitReason.Shutdown());
            context.disk().rename("log", "old" + message);
            context.disk().syncFolder();
            context.unlink(child);
            if (message.length() < 4) {
                context.timer(message + "1", Duration.ofMillis(1));
            }
            return state.append(
                    message
                            + context.isAlive(child)
                            + context.monotonic()
                            + context.disk().list()
                            + context.disk().read("old1").map(bytes -> bytes.length));
        }

        @Override
        public Vector<String> signal(Vector<String> state, Signal signal, Context<String> context) {
            context.report(signal);
            return state.append(signal.toString());
        }
    }

    @Test
    void handlerThatReadsAndDoesEverything_runTwice_isTheSameRun() {
        Run once = run(new Busy(), Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L));
        Run twice = run(new Busy(), TWICE);

        assertEquals(once, twice);
        assertEquals(Run.Verdict.HOLDS, twice.verdict(), twice.violation()::toString);
        assertTrue(twice.steps() > 20, () -> "steps=" + twice.steps());
    }

    @Test
    void clusterUnderFaults_runTwice_isTheSameRun() {
        Settings settings = new Bustle(2).settings();
        Simulation once = Simulation.of(settings).with(Simulation.Options.DEFAULT.verbose());
        Simulation twice =
                Simulation.of(settings).with(Simulation.Options.DEFAULT.verbose().twice());
        Set<FaultKind> effective = HashSet.empty();
        for (long seed = 1; seed <= 20; seed++) {
            for (Bustle.Harsh faults : List.of(Bustle.Harsh.of(seed), Bustle.Harsh.cruel(seed))) {
                Run run = once.run(seed, faults);
                assertEquals(run, twice.run(seed, faults));
                effective = effective.addAll(run.effective().keySet());
            }
        }
        assertTrue(effective.contains(FaultKind.CRASH), effective::toString);
        assertTrue(effective.size() > 5, effective::toString);
    }

    static List<Canaries.Row> all() {
        return Canaries.ALL.asJava();
    }

    /** What differs each time it is asked for. */
    static List<Canaries.Row> differingWithinATurn() {
        Vector<String> names =
                Vector.of(
                        "NanoTime",
                        "MathRandom",
                        "RandomUuid",
                        "IdentityHashCode",
                        "ObjectToString",
                        "StaticCounter",
                        "ThreadLocalState",
                        "ReflectiveClock");
        return Canaries.ALL.filter(row -> names.contains(row.name())).asJava();
    }

    @ParameterizedTest
    @MethodSource("differingWithinATurn")
    void canary_runTwice_violatesAtItsFirstPoke(Canaries.Row row) {
        Violation violation = twice(row.leaking()).violation().get();

        assertEquals("handlers-are-deterministic", violation.property());
        assertEquals(2, violation.step());
    }

    @ParameterizedTest
    @MethodSource("all")
    void healthyTwin_runTwice_holds(Canaries.Row row) {
        Run run = twice(row.healthy());

        assertEquals(Run.Verdict.HOLDS, run.verdict(), run.violation()::toString);
    }

    private static Run twice(Canary canary) {
        return Simulation.of(new Alone(canary).settings())
                .with(TWICE)
                .run(Vector.empty(), Adversary.CALM);
    }
}
