package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One of a node's own actors ends, and nobody restarts it. */
class EscalationTest {

    private static final Escalation SOON = new Escalation.Boots(Duration.ofMillis(5));

    /** Writes without a sync and ends, in its first life; has a child that goes on for longer. */
    private record Ending(ExitReason reason) implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            int files = context.disk().list().size();
            context.report("starts with " + files);
            if (files == 0) {
                context.spawnLinked("child", new Stubborn());
                context.timer("end", Duration.ofMillis(1));
            }
            return files;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.disk().append("written", "x".getBytes(StandardCharsets.UTF_8));
            context.exit(reason);
            return state;
        }
    }

    /** Ends with the reason of its parent when that has ended. */
    private record Stubborn() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }

        @Override
        public Integer signal(Integer state, Signal signal, Context<String> context) {
            if (signal instanceof Signal.Exit exit) {
                context.exit(exit.reason());
            }
            return state;
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    /** Lives as long as the process. */
    private record Neighbour() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.timer("tick", Duration.ofMillis(2));
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.report("tick");
            return state;
        }
    }

    /** Restarts nobody, but hears of it. */
    private record Above(ExitReason reason) implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.spawnLinked("ending", new Ending(reason));
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    private record OneNode(Actor<?, ?> first, Escalation escalation) implements Scenario {
        @Override
        public String name() {
            return "one-node";
        }

        @Override
        public String summary() {
            return "an actor that ends, and its neighbour";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node(
                            "n",
                            LinkedHashMap.of(
                                    "ending", first, "neighbour", (Actor<?, ?>) new Neighbour()))
                    .onEscalation(escalation)
                    .survives(1)
                    .build();
        }
    }

    private static Run run(Actor<?, ?> first, Escalation escalation, Departure... departures) {
        return Simulation.of(new OneNode(first, escalation).settings())
                .with(Simulation.Options.DEFAULT.nanos(100_000_000).verbose())
                .run(Vector.empty(), new Script(Vector.of(departures), Heal.at(50_000_000)));
    }

    private static Vector<String> said(Run run) {
        return run.trace()
                .events()
                .filter(TraceEvent.Reported.class::isInstance)
                .map(event -> ((TraceEvent.Reported) event).event().toString());
    }

    @Test
    void scenarioThatSaysNothing_violatesAndItsProcessEnds() {
        Run run = run(new Ending(new ExitReason.Shutdown()), new Escalation.Violates());
        assertEquals("no-exit-unheard/exit/n/ending", run.violation().get().signature());
        assertEquals(
                Vector.of(1_000_000L),
                run.trace()
                        .events()
                        .filter(TraceEvent.Crashed.class::isInstance)
                        .map(TraceEvent::nanos));
    }

    @Test
    void scenarioThatBoots_startsAgainInTimeWithThePageCache() {
        Run run = run(new Ending(new ExitReason.Because("crash")), SOON);
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(Vector.of("starts with 0", "starts with 1", "tick"), said(run));
        assertEquals(
                Vector.of(0L, 6_000_000L),
                run.trace()
                        .events()
                        .filter(TraceEvent.Booted.class::isInstance)
                        .map(TraceEvent::nanos));
        assertTrue(run.effective().isEmpty(), "nobody injected anything");
    }

    @Test
    void scenarioWhoseNodesStayDown_doesNotBootAtTheHealNeither() {
        Run run = run(new Ending(new ExitReason.Because("crash")), new Escalation.StaysDown());
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(Vector.of("starts with 0"), said(run));
    }

    @Test
    void normalEnd_isOneOnlyWhereSomethingFollows() {
        Run silent = run(new Ending(new ExitReason.Normal()), new Escalation.Violates());
        assertEquals(Run.Verdict.HOLDS, silent.verdict());
        assertEquals(Vector.of("starts with 0", "tick"), said(silent));
        assertEquals(
                Vector.of("starts with 0", "starts with 1", "tick"),
                said(run(new Ending(new ExitReason.Normal()), SOON)));
    }

    @Test
    void endOfAChildThatIsHeard_isNone() {
        Run run = run(new Above(new ExitReason.Because("crash")), new Escalation.Violates());
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(Vector.of("starts with 0", "tick"), said(run));
    }

    @Test
    void childThatEndsBecauseItsParentHas_isNoFailureOfItsOwn() {
        var kill =
                new Departure.Kill(
                        "n/ending/ending", 0, new Point.At(500_000), new ExitReason.Killed());
        Run run = run(new Above(new ExitReason.Normal()), new Escalation.Violates(), kill);
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> String.valueOf(run.violation()));
    }

    @Test
    void storyOfAnEscalation_replayed_givesTheSameTrace() {
        var kill =
                new Departure.Kill(
                        "n/neighbour", 0, new Point.At(500_000), new ExitReason.Killed());
        Run run = run(new Ending(new ExitReason.Shutdown()), SOON, kill);
        Run again =
                Simulation.of(run.story().settings())
                        .with(Simulation.Options.DEFAULT.nanos(100_000_000))
                        .run(run.story());
        assertEquals(run.traceHash(), again.traceHash());
        assertEquals(Vector.empty(), again.unused());
    }

    @Test
    void bootWithoutDelay_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Escalation.Boots(Duration.ZERO));
    }
}
