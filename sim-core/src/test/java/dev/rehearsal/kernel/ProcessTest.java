package dev.rehearsal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Spawn, link, monitor and exit, as Erlang has them. */
class ProcessTest {

    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration LATER = Duration.ofMillis(50);

    /**
     * Does what a script says at its start, on each message and on each timer, and writes down what
     * it hears.
     */
    record Scripted(
            boolean trapsExits,
            Consumer<Context<String>> onStart,
            BiConsumer<Context<String>, String> onMessage)
            implements Actor<Vector<String>, String> {

        static Scripted idle() {
            return new Scripted(false, _ -> {}, (_, _) -> {});
        }

        static Scripted starting(Consumer<Context<String>> onStart) {
            return new Scripted(false, onStart, (_, _) -> {});
        }

        static Scripted on(
                Consumer<Context<String>> onStart, BiConsumer<Context<String>, String> onMessage) {
            return new Scripted(false, onStart, onMessage);
        }

        Scripted trapping() {
            return new Scripted(true, onStart, onMessage);
        }

        @Override
        public Vector<String> start(Context<String> context) {
            onStart.accept(context);
            return Vector.of("start");
        }

        @Override
        public Vector<String> receive(
                Vector<String> heard, String message, Context<String> context) {
            onMessage.accept(context, message);
            return heard.append(message);
        }

        @Override
        public Vector<String> signal(Vector<String> heard, Signal signal, Context<String> context) {
            return heard.append(
                    switch (signal) {
                        case Signal.Exit(ActorRef<?> about, ExitReason reason) ->
                                "exit " + about + " " + reason;
                        case Signal.Down(ActorRef<?> about, ExitReason reason) ->
                                "down " + about + " " + reason;
                        case Signal.Started(ActorRef<?> about, Object info) ->
                                "started " + about + (info == null ? "" : " " + info);
                    });
        }
    }

    private record Pair(Scripted first, Scripted second, Escalation escalation)
            implements Scenario {
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
            return Cluster.builder()
                    .node("a", first)
                    .node("b", second)
                    .survives(1)
                    .detectsCutsAfter(Duration.ofMillis(500))
                    .onEscalation(escalation)
                    .build();
        }
    }

    static Run run(Scripted first, Scripted second, Departure... departures) {
        return run(new Escalation.Violates(), first, second, departures);
    }

    static Run run(
            Escalation escalation, Scripted first, Scripted second, Departure... departures) {
        return run(1_000_000_000, escalation, first, second, departures);
    }

    static Run run(
            long nanos,
            Escalation escalation,
            Scripted first,
            Scripted second,
            Departure... departures) {
        Adversary adversary = new Script(Vector.of(departures));
        return Simulation.of(new Pair(first, second, escalation).settings())
                .with(Simulation.Options.DEFAULT.verbose().nanos(nanos))
                .run(Vector.empty(), adversary);
    }

    private static Run run(Scripted first) {
        return run(first, Scripted.idle());
    }

    /** What an actor had heard at the end, or when it ended. */
    @SuppressWarnings("unchecked")
    static Vector<String> heard(Run run, String path) {
        Vector<String> heard = Vector.empty();
        for (TraceEvent event : run.trace().events()) {
            if (event instanceof TraceEvent.Turned turned && turned.actor().equals(path)) {
                heard = (Vector<String>) turned.state();
            }
        }
        return heard;
    }

    static Vector<String> ends(Run run) {
        return run.trace()
                .events()
                .filter(TraceEvent.Exited.class::isInstance)
                .map(TraceEvent.Exited.class::cast)
                .map(exited -> exited.actor() + " " + exited.reason());
    }

    private static final ExitReason CRASH = new ExitReason.Because("crash");

    private static Scripted endingWith(ExitReason reason) {
        return Scripted.on(
                context -> context.timer("end", SOON), (context, _) -> context.exit(reason));
    }

    @Test
    void spawn_childStarts_parentIsToldAfterItsStart() {
        Run run = run(Scripted.starting(context -> context.spawn("child", Scripted.idle())));
        assertEquals(Vector.of("start", "started a/child!1"), heard(run, "a"));
        assertEquals(Vector.of("start"), heard(run, "a/child"));
    }

    @Test
    void linkedChild_ends_trappingParentHearsTheReason() {
        Run run =
                run(
                        Scripted.starting(
                                        context -> context.spawnLinked("child", endingWith(CRASH)))
                                .trapping());
        assertEquals(
                Vector.of("start", "started a/child!1", "exit a/child!1 crash"), heard(run, "a"));
        assertEquals(Vector.of("a/child crash"), ends(run));
        assertTrue(run.violation().isEmpty());
    }

    @Test
    void linkedChild_ends_otherParentEndsWithTheSameReason() {
        Run run =
                run(Scripted.starting(context -> context.spawnLinked("child", endingWith(CRASH))));
        assertEquals(Vector.of("a/child crash", "a crash"), ends(run));
        assertEquals("no-exit-unheard/exit/a", run.violation().get().signature());
    }

    @Test
    void linkedChild_endsNormally_otherParentLives() {
        Run run =
                run(
                        Scripted.starting(context ->
                                context.spawnLinked("child", endingWith(new ExitReason.Normal()))));
        assertEquals(Vector.of("a/child normal"), ends(run));
        assertTrue(run.violation().isEmpty());
    }

    @Test
    void parent_ends_linkedChildEndsToo() {
        Run run =
                run(
                        Scripted.starting(top -> top.spawnLinked("parent", endingWithItsChild()))
                                .trapping());
        assertEquals(Vector.of("a/parent crash", "a/parent/child crash"), ends(run));
    }

    private static Scripted endingWithItsChild() {
        return Scripted.on(
                context -> {
                    context.spawnLinked("child", Scripted.idle());
                    context.timer("end", SOON);
                },
                (context, _) -> context.exit(CRASH));
    }

    @Test
    void kill_trappingActor_endsAsKilledAndItsLinkMayTrapThat() {
        Run run =
                run(
                        Scripted.on(
                                        context ->
                                                context.spawnLinked(
                                                        "child", Scripted.idle().trapping()),
                                        (_, _) -> {})
                                .trapping(),
                        Scripted.on(
                                context -> context.timer("kill", SOON),
                                (context, _) ->
                                        context.exit(
                                                ActorRef.to("a/child"), new ExitReason.Kill())));
        assertEquals(Vector.of("a/child killed"), ends(run));
        assertEquals("exit a/child!1 killed", heard(run, "a").last());
    }

    @Test
    void exitSignal_notTrapped_endsUnlessNormal() {
        Scripted sender =
                Scripted.on(
                        context -> {
                            context.timer("normal", SOON);
                            context.timer("shutdown", LATER);
                        },
                        (context, message) ->
                                context.exit(
                                        ActorRef.to("a"),
                                        message.equals("normal")
                                                ? new ExitReason.Normal()
                                                : new ExitReason.Shutdown()));
        assertEquals(Vector.of("a shutdown"), ends(run(Scripted.idle(), sender)));
        assertEquals(
                Vector.of("start", "exit b!1 normal", "exit b!1 shutdown"),
                heard(run(Scripted.idle().trapping(), sender), "a"));
    }

    @Test
    void monitor_otherEnds_isToldOnce() {
        Run run =
                run(
                        Scripted.starting(context -> {
                            ActorRef<String> child = context.spawn("child", endingWith(CRASH));
                            context.monitor(child);
                            context.monitor(child);
                        }));
        assertEquals(
                Vector.of("start", "started a/child!1", "down a/child!1 crash"), heard(run, "a"));
        assertTrue(run.violation().isEmpty());
    }

    @Test
    void monitorAndLink_deadActor_reportNoProcess() {
        Run run =
                run(
                        Scripted.on(
                                        context -> {
                                            context.spawn(
                                                    "child", endingWith(new ExitReason.Normal()));
                                            context.timer("late", LATER);
                                        },
                                        (context, _) -> {
                                            context.monitor(ActorRef.to("a/child", 1));
                                            context.link(ActorRef.to("a/child", 1));
                                        })
                                .trapping());
        assertEquals(
                Vector.of(
                        "start",
                        "started a/child!1",
                        "late",
                        "down a/child!1 noproc",
                        "exit a/child!1 noproc"),
                heard(run, "a"));
    }

    @Test
    void unlinkAndDemonitor_beforeTheEnd_nothingIsHeard() {
        Run run =
                run(
                        Scripted.starting(
                                        context -> {
                                            ActorRef<String> child =
                                                    context.spawnLinked("child", endingWith(CRASH));
                                            context.monitor(child);
                                            context.demonitor(child);
                                            context.unlink(child);
                                        })
                                .trapping());
        assertEquals(Vector.of("start", "started a/child!1"), heard(run, "a"));
    }

    @Test
    void respawn_sameName_isANewIncarnationAndTheOldReferenceIsDead() {
        Scripted child =
                Scripted.on(
                        context -> context.timer("tick", Duration.ofMillis(40)),
                        (context, message) -> {
                            if (message.equals("end")) {
                                context.exit(new ExitReason.Normal());
                            }
                        });
        Run run =
                run(
                        Scripted.on(
                                context -> {
                                    ActorRef<String> first = context.spawn("child", child);
                                    context.send(first, "end");
                                    context.timer("again", SOON);
                                },
                                (context, _) -> {
                                    ActorRef<String> second = context.spawn("child", child);
                                    context.send(ActorRef.<String>to("a/child", 1), "to the dead");
                                    context.send(second, "to the second");
                                    context.send(ActorRef.<String>to("a/child"), "to the path");
                                }));
        assertEquals(
                Vector.of("start", "to the second", "to the path", "tick"), heard(run, "a/child"));
        assertEquals(
                Vector.of("start", "started a/child!1", "again", "started a/child!2"),
                heard(run, "a"));
    }

    @Test
    void handlerThrows_linkedParent_hearsTheErrorAfterTheEffectsBeforeIt() {
        Scripted child =
                Scripted.on(
                        context -> context.timer("go", SOON),
                        (context, _) -> {
                            context.send(ActorRef.to("a"), "before");
                            throw new IllegalStateException("boom");
                        });
        Run run = run(Scripted.starting(context -> context.spawnLinked("child", child)).trapping());
        assertEquals(
                Vector.of(
                        "start",
                        "started a/child!1",
                        "before",
                        "exit a/child!1 IllegalStateException"),
                heard(run, "a"));
    }

    @Test
    void startThrows_parent_hearsTheEndAndNoStart() {
        Scripted child =
                Scripted.starting(_ -> {
                    throw new IllegalStateException("no");
                });
        Run run = run(Scripted.starting(context -> context.spawnLinked("child", child)).trapping());
        assertEquals(Vector.of("start", "exit a/child!1 IllegalStateException"), heard(run, "a"));
    }

    @Test
    void nodeCrash_remoteLinkAndMonitor_reportNoConnection() {
        Run run =
                run(
                        Scripted.on(
                                        context -> context.timer("tie", SOON),
                                        (context, _) -> {
                                            context.monitor(ActorRef.to("b"));
                                            context.link(ActorRef.to("b"));
                                        })
                                .trapping(),
                        Scripted.idle(),
                        new Departure.Crash(
                                "b", 0, new Point.At(20_000_000), 5_000_000, Aftermath.NONE));
        assertEquals(
                Vector.of("start", "tie", "exit b!1 noconnection", "down b!1 noconnection")
                        .sorted(),
                heard(run, "a").sorted());
    }

    @Test
    void kill_duringASync_nothingAfterTheSyncLeaves() {
        Scripted writer =
                Scripted.on(
                        context -> context.timer("write", SOON),
                        (context, _) -> {
                            context.disk().append("f", "x".getBytes(StandardCharsets.UTF_8));
                            context.disk().sync("f");
                            context.send(ActorRef.to("b"), "synced");
                        });
        Scripted killer =
                Scripted.on(
                        context -> context.timer("kill", Duration.ofMillis(10).minusNanos(950_000)),
                        (context, message) -> {
                            if (message.equals("kill")) {
                                context.exit(ActorRef.to("a"), new ExitReason.Kill());
                            }
                        });
        Run run = run(writer, killer);
        assertEquals(Vector.of("a killed"), ends(run));
        assertEquals(Vector.of("start", "kill"), heard(run, "b"));
        assertEquals(Vector.of("start", "synced"), heard(run(writer, Scripted.idle()), "b"));
    }

    @Test
    void spawn_pathTaken_isRefused() {
        Run run =
                run(
                        Scripted.starting(context -> {
                            context.spawn("child", Scripted.idle());
                            context.spawn("child", Scripted.idle());
                        }));
        assertTrue(run.violation().get().message().contains("an actor lives at that path"));
    }
}
