package dev.rehearsal.supervisor;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Script;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiConsumer;

/** What a restart means, and what supervisors do beyond the recorded cases. */
class RestartTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How often the maker of a child was asked: it must fail, and no state can tell it when. */
    private static int made;

    /** Reports what it receives; {@code tell} is done to it at its start. */
    private record Worker(BiConsumer<Context<String>, Integer> tell)
            implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            int life = context.self().incarnation();
            tell.accept(context, life);
            return life;
        }

        @Override
        public Integer receive(Integer life, String message, Context<String> context) {
            context.report("life " + life + " hears " + message);
            if (message.equals("crash")) {
                throw new IllegalStateException("crash");
            }
            return life;
        }
    }

    /** Asks a supervisor, at some time. */
    private record Caller(Duration at, Request request) implements Actor<Integer, Object> {
        private record Ask() {}

        @Override
        public Integer start(Context<Object> context) {
            context.timer(new Ask(), at);
            return 0;
        }

        @Override
        public Integer receive(Integer state, Object message, Context<Object> context) {
            if (message instanceof Ask) {
                context.send(ActorRef.to("n/top"), new Call(request, context.self(), "x"));
            } else if (message instanceof Call.Reply reply) {
                context.report(reply.answer());
            }
            return state;
        }
    }

    private record Tree(Supervisor top, Caller caller) implements Scenario {
        @Override
        public String name() {
            return "tree";
        }

        @Override
        public String summary() {
            return "a tree on one node";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("n", LinkedHashMap.of("top", (Actor<?, ?>) top, "caller", caller))
                    .build();
        }
    }

    private static Run run(Supervisor top, Caller caller) {
        return Simulation.of(new Tree(top, caller).settings())
                .with(Simulation.Options.DEFAULT.verbose().nanos(60_000_000_000L))
                .run(Vector.empty(), new Script(Vector.empty()));
    }

    private static Run run(Supervisor top) {
        return run(top, new Caller(SECOND.multipliedBy(30), new Request.CountChildren()));
    }

    private static Vector<String> said(Run run, String actor) {
        return run.trace()
                .events()
                .filter(TraceEvent.Reported.class::isInstance)
                .map(TraceEvent.Reported.class::cast)
                .filter(reported -> reported.actor().equals(actor))
                .map(reported -> reported.event().toString());
    }

    private static Worker worker(BiConsumer<Context<String>, Integer> tell) {
        return new Worker(tell);
    }

    private static Worker crashingOnce() {
        return worker((context, life) -> {
            if (life == 1) {
                context.timer("crash", SECOND);
                context.timer("tick", SECOND.multipliedBy(3));
            }
        });
    }

    @Test
    void restart_timerOfTheOldIncarnation_doesNotFireInTheNew() {
        Run run = run(Supervisor.oneForOne(intensity(3, SECOND), child("w", RestartTest::once)));
        assertEquals(Vector.of("life 1 hears crash"), said(run, "n/top/w"));
    }

    private static Actor<?, ?> once() {
        return new Once();
    }

    /** Crashes in its first incarnation, which it tells by its disk. */
    private record Once() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            int life = context.disk().list().size() + 1;
            if (life == 1) {
                context.disk().append("lived", "x".getBytes(StandardCharsets.UTF_8));
                context.timer("crash", SECOND);
                context.timer("tick", SECOND.multipliedBy(3));
            }
            return life;
        }

        @Override
        public Integer receive(Integer life, String message, Context<String> context) {
            context.report("life " + life + " hears " + message);
            if (message.equals("crash")) {
                throw new IllegalStateException("crash");
            }
            return life;
        }
    }

    @Test
    void restart_everyDecision_saysWhy() {
        Worker crashing = crashingOnce();
        Run run =
                run(
                        Supervisor.restForOne(
                                intensity(3, Duration.ofSeconds(5)),
                                child("journal", () -> crashing),
                                child("replica", () -> worker((_, _) -> {}))));
        assertTrue(
                said(run, "n/top")
                        .contains(
                                "restart journal, replica: journal#1 exited with"
                                        + " IllegalStateException; strategy rest-for-one; 1 of 3 in"
                                        + " 5 s"),
                said(run, "n/top").mkString("\n"));
        assertTrue(said(run, "n/top").contains("stop replica#1, 5 s"));
        assertTrue(said(run, "n/top").contains("restarted replica#2"));
    }

    @Test
    void makerThrows_duringARestart_isAFailedStartAndCounts() {
        made = 0;
        Worker crashing = crashingOnce();
        Run run =
                run(
                        Supervisor.oneForOne(
                                intensity(3, SECOND),
                                child(
                                        "w",
                                        () -> {
                                            if (++made > 1) {
                                                throw new IllegalArgumentException("no");
                                            }
                                            return crashing;
                                        })));
        assertEquals(4, made);
        assertEquals("shutdown", exit(run, "n/top"));
    }

    private static String exit(Run run, String actor) {
        return run.trace()
                .events()
                .filter(TraceEvent.Exited.class::isInstance)
                .map(TraceEvent.Exited.class::cast)
                .filter(exited -> exited.actor().equals(actor))
                .map(exited -> exited.reason().toString())
                .mkString(" ");
    }

    private static ChildSpec failingAfterTheFirst() {
        made = 0;
        return child(
                "w",
                () -> {
                    if (++made == 1) {
                        return new Worker((context, _) -> context.timer("crash", SECOND));
                    }
                    throw new IllegalArgumentException("no");
                });
    }

    @Test
    void backOff_startKeepsFailing_pausesDoubleUpToTheLongest() {
        Run run =
                run(
                        Supervisor.oneForOne(
                                intensity(5, Duration.ofMinutes(1))
                                        .backOff(SECOND, SECOND.multipliedBy(3)),
                                failingAfterTheFirst()));
        Vector<Long> seconds =
                run.trace()
                        .events()
                        .filter(TraceEvent.Reported.class::isInstance)
                        .map(TraceEvent.Reported.class::cast)
                        .filter(reported -> reported.event() instanceof SupervisorEvent.Restarting)
                        .map(reported -> reported.nanos() / 1_000_000_000);
        assertEquals(Vector.of(1L, 2L, 4L, 7L, 10L), seconds);
        assertEquals("shutdown", exit(run, "n/top"));
    }

    @Test
    void childTerminated_duringBackOff_isNotRestarted() {
        Run run =
                run(
                        Supervisor.oneForOne(
                                intensity(5, Duration.ofMinutes(1))
                                        .backOff(SECOND.multipliedBy(5), SECOND.multipliedBy(5)),
                                failingAfterTheFirst()),
                        new Caller(SECOND.multipliedBy(3), new Request.TerminateChild("w")));
        assertEquals(Vector.of(new Answer.Ok().toString()), said(run, "n/caller"));
        assertEquals(2, made);
        assertEquals("", exit(run, "n/top"));
    }

    @Test
    void childTerminated_duringBackOffOfItsGroup_leavesThoseAfterItUndefined() {
        Flags patient =
                intensity(5, Duration.ofMinutes(1))
                        .backOff(SECOND.multipliedBy(5), SECOND.multipliedBy(5));
        ChildSpec first = child("first", () -> worker((_, _) -> {}));
        ChildSpec last = child("last", () -> worker((_, _) -> {}));
        Caller caller = new Caller(SECOND.multipliedBy(3), new Request.TerminateChild("w"));

        Run all = run(Supervisor.oneForAll(patient, first, failingAfterTheFirst(), last), caller);
        assertEquals(
                """
                n/top (one-for-all, 1 restart)
                |- first#2 (restarted 1 time)
                |- w undefined
                `- last undefined
                """,
                SupervisionTree.at(all.trace(), Long.MAX_VALUE));
        Run rest = run(Supervisor.restForOne(patient, first, failingAfterTheFirst(), last), caller);
        assertEquals(
                """
                n/top (rest-for-one, 1 restart)
                |- first#1
                |- w undefined
                `- last undefined
                """,
                SupervisionTree.at(rest.trace(), Long.MAX_VALUE));
    }

    @Test
    void exactClock_restartsJustWithinThePeriod_countTogether() {
        Flags exact = intensity(1, SECOND);
        assertEquals(1_999_999_999L, exact.reading(Duration.ofNanos(1_999_999_999)));
        assertEquals(
                1_000_000_000L, exact.inWholeSeconds().reading(Duration.ofNanos(1_999_999_999)));
        assertFalse(Flags.DEFAULT.wholeSeconds());
    }

    @Test
    void handlerThrows_supervised_isNoViolation() {
        Worker crashing = crashingOnce();
        Run run = run(Supervisor.oneForOne(intensity(3, SECOND), child("w", () -> crashing)));
        assertTrue(run.violation().isEmpty());
    }

    @Test
    void failedStart_ofTheRoot_saysWhichChild() {
        Run run =
                run(
                        Supervisor.oneForOne(
                                Flags.DEFAULT,
                                child(
                                        "w",
                                        () ->
                                                worker((context, _) ->
                                                        context.exit(
                                                                new ExitReason.Because(
                                                                        "no disk"))))));
        assertEquals("{shutdown,failed to start w: no disk}", exit(run, "n/top"));
    }

    @Test
    void handlerThrowsIoException_named_inTheDecision() {
        assertEquals(
                "journal#2 exited with IOException",
                SupervisorEvent.exited(
                        ActorRef.to("n/top/journal", 2), ExitReason.of(new IOException("disk"))));
    }

    /** In its first life it sends its parent an exit signal of its own and then ends. */
    private record Twice() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            if (context.self().incarnation() == 1) {
                context.timer("end", SECOND);
            }
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.exit(context.parent().get(), new ExitReason.Because("first"));
            context.exit(new ExitReason.Because("second"));
            return state;
        }
    }

    @Test
    void restart_secondExitOfTheOldIncarnation_isIgnored() {
        Run run = run(Supervisor.oneForOne(intensity(1, SECOND), child("w", new Twice())));
        assertEquals("second", exit(run, "n/top/w"));
        assertEquals("", exit(run, "n/top"));
    }

    @Test
    void tree_atAStep_showsIncarnationsAndRestarts() {
        Worker crashing = crashingOnce();
        Run run =
                run(
                        Supervisor.restForOne(
                                intensity(3, Duration.ofSeconds(5)),
                                child("store", () -> worker((_, _) -> {})),
                                child("journal", () -> crashing),
                                Supervisor.oneForOne(
                                        "sessions",
                                        child("first", () -> worker((_, _) -> {})),
                                        child(
                                                        "last",
                                                        () ->
                                                                worker((context, _) ->
                                                                        context.timer(
                                                                                "crash",
                                                                                SECOND.dividedBy(
                                                                                        2))))
                                                .temporary()),
                                child(
                                        "replica",
                                        () ->
                                                worker((context, _) ->
                                                        context.exit(new ExitReason.Ignored())))));
        assertEquals("", SupervisionTree.at(run.trace(), 0));
        assertEquals(
                """
                n/top (rest-for-one, 1 restart)
                |- store#1
                |- journal#2 (restarted 1 time)
                |- sessions#2 (one-for-one, restarted 1 time)
                |  `- first#2
                `- replica undefined
                """,
                SupervisionTree.at(run.trace(), Long.MAX_VALUE));
    }
}
