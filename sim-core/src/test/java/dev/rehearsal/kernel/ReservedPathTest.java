package dev.rehearsal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.value.NotAValueException;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is between the promise of a child and its birth, and who hears of its end. */
class ReservedPathTest {

    private record Idle() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state + 1;
        }
    }

    /** Syncs, then spawns; a crash may come between. */
    private record LateParent() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.disk().append("f", "x".getBytes(StandardCharsets.UTF_8));
            context.disk().sync("f");
            context.spawnLinked("child", new Idle());
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }
    }

    /** Sends to a path of the other node that is promised and not yet born. */
    private record Caller() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.timer("call", Duration.ofNanos(50_000));
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.send(ActorRef.<String>to("a/child"), "hello");
            return state;
        }
    }

    private record Thrower() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.timer("throw", Duration.ofMillis(5));
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            throw new IllegalStateException("bug " + new Object());
        }
    }

    private record Watcher(boolean linked) implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            if (linked) {
                context.spawnLinked("child", new Thrower());
            } else {
                context.monitor(context.spawn("child", new Thrower()));
            }
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }

        @Override
        public Integer signal(Integer state, Signal signal, Context<String> context) {
            return state + 1;
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    /** A heart that beats for ever. */
    private record Beating() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.timer("beat", Duration.ofMillis(1));
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.timer("beat", Duration.ofMillis(1));
            return state + 1;
        }
    }

    private record Pair(Actor<?, ?> first, Actor<?, ?> second) implements Scenario {
        @Override
        public String name() {
            return "pair";
        }

        @Override
        public String summary() {
            return "two nodes";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("a", first).node("b", second).survives(1).build();
        }
    }

    private static Run run(Actor<?, ?> first, Actor<?, ?> second, Adversary adversary) {
        return Simulation.of(new Pair(first, second).settings())
                .with(Simulation.Options.DEFAULT.nanos(100_000_000))
                .run(Vector.empty(), adversary);
    }

    @Test
    void nodeCrash_betweenThePromiseOfAChildAndItsBirth_isJustACrash() {
        Departure.Crash crash =
                new Departure.Crash("a", 0, new Point.At(50_000), 5_000_000, Aftermath.NONE);
        Run run = run(new LateParent(), new Idle(), new Script(Vector.of(crash)));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
    }

    @Test
    void message_toAPathPromisedAndNotYetBorn_isDeliveredOrLostButNoError() {
        Run run = run(new LateParent(), new Caller(), Adversary.CALM);
        assertEquals(Run.Verdict.HOLDS, run.verdict());
    }

    @Test
    void handlerThatThrows_onlyMonitored_isAViolationAndLinkedIsNot() {
        Run monitored = run(new Watcher(false), new Idle(), Adversary.CALM);
        assertEquals(
                "no-handler-throws/handler/a/child:IllegalStateException",
                monitored.violation().get().signature());
        assertTrue(run(new Watcher(true), new Idle(), Adversary.CALM).violation().isEmpty());
    }

    @Test
    void exceptionWhoseMessageTellsOfAnIdentity_leavesTheTraceHashAlone() {
        long first = run(new Watcher(true), new Idle(), Adversary.CALM).traceHash();
        assertEquals(first, run(new Watcher(true), new Idle(), Adversary.CALM).traceHash());
    }

    @Test
    void clusterWithoutClients_atTheLimitOfSteps_leavesTheVerdictOpen() {
        Simulation beating = Simulation.of(new Pair(new Beating(), new Idle()).settings());
        Run cut =
                beating.with(Simulation.Options.DEFAULT.steps(100))
                        .run(Vector.empty(), Adversary.CALM);
        assertEquals(Run.Verdict.INCONCLUSIVE, cut.verdict());
        assertEquals(Run.Verdict.HOLDS, run(new Beating(), new Idle(), Adversary.CALM).verdict());
    }

    /** Mutable for one turn only. */
    private record Fleeting() implements Actor<Object, String> {
        @Override
        public Object start(Context<String> context) {
            context.timer("one", Duration.ofMillis(1));
            context.timer("two", Duration.ofMillis(2));
            return 0;
        }

        @Override
        public Object receive(Object state, String message, Context<String> context) {
            return message.equals("one") ? new int[1] : 0;
        }
    }

    @Test
    void state_mutableForOneTurn_isRefused() {
        assertThrows(
                NotAValueException.class, () -> run(new Fleeting(), new Idle(), Adversary.CALM));
    }
}
