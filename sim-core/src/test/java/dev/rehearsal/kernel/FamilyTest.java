package dev.rehearsal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.decision.Script;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What supervision needs of parents and children: who they are, whether they live, since when. */
class FamilyTest {

    private static final Duration SOON = Duration.ofMillis(10);

    /** Does what a script says, and reports what it is told by the kernel. */
    private record Scripted(
            boolean trapsExits,
            boolean startsLater,
            Consumer<Context<String>> onStart,
            BiConsumer<Context<String>, String> onMessage)
            implements Actor<String, String> {

        static Scripted on(
                Consumer<Context<String>> onStart, BiConsumer<Context<String>, String> onMessage) {
            return new Scripted(true, false, onStart, onMessage);
        }

        static Scripted starting(Consumer<Context<String>> onStart) {
            return on(onStart, (_, _) -> {});
        }

        Scripted later() {
            return new Scripted(trapsExits, true, onStart, onMessage);
        }

        Scripted notTrapping() {
            return new Scripted(false, startsLater, onStart, onMessage);
        }

        @Override
        public String start(Context<String> context) {
            onStart.accept(context);
            return "";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            onMessage.accept(context, message);
            return state;
        }

        @Override
        public String signal(String state, Signal signal, Context<String> context) {
            context.report(
                    switch (signal) {
                        case Signal.Exit(ActorRef<?> about, ExitReason reason) ->
                                "exit " + about + " " + reason;
                        case Signal.Down(ActorRef<?> about, ExitReason reason) ->
                                "down " + about + " " + reason;
                        case Signal.Started(ActorRef<?> about, Object info) ->
                                "started " + about + " " + info;
                    });
            return state;
        }
    }

    private record Alone(Scripted actor) implements Scenario {
        @Override
        public String name() {
            return "alone";
        }

        @Override
        public String summary() {
            return "one node";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("a", actor)
                    .sometimes("an-orphan", world -> world.isOrphan("a/m/c"))
                    .sometimes("a-child", world -> world.isAlive("a/m/c"))
                    .build();
        }
    }

    private static Run run(Scripted actor) {
        return Simulation.of(new Alone(actor).settings())
                .with(Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000))
                .run(Vector.empty(), new Script(Vector.empty()));
    }

    private static Vector<Object> reports(Run run) {
        return run.trace()
                .events()
                .filter(TraceEvent.Reported.class::isInstance)
                .map(event -> ((TraceEvent.Reported) event).event());
    }

    @Test
    void parent_spawnedActor_isTheIncarnationThatSpawnedIt() {
        Scripted child = Scripted.starting(context -> context.report(context.parent().get()));
        Run run =
                run(
                        Scripted.starting(context -> {
                            context.report("none: " + context.parent().isEmpty());
                            context.spawn("child", child);
                        }));
        assertEquals(
                Vector.of("none: true", ActorRef.to("a", 1), "started a/child!1 null"),
                reports(run));
    }

    @Test
    void monotonic_timerFires_hasMovedByThatTime() {
        Run run =
                run(
                        Scripted.on(
                                context -> {
                                    context.report(context.monotonic());
                                    context.timer("later", SOON);
                                },
                                (context, _) -> context.report(context.monotonic())));
        assertEquals(Vector.of(Duration.ZERO, SOON), reports(run));
    }

    @Test
    void monotonic_worldWithoutTime_isRefused() {
        assertThrows(IllegalStateException.class, () -> Clock.NONE.nanos(0));
    }

    @Test
    void isAlive_actorHasEnded_isFalseBeforeItsEndIsHeard() {
        Run run =
                run(
                        Scripted.on(
                                context -> {
                                    context.spawnLinked("child", Scripted.starting(_ -> {}));
                                    context.timer("ask", SOON);
                                },
                                (context, message) -> {
                                    ActorRef<?> child = ActorRef.to("a/child", 1);
                                    context.report(context.isAlive(child));
                                    context.report(context.isAlive(ActorRef.to("a/child", 2)));
                                    context.report(context.isAlive(ActorRef.to("a/nobody", 1)));
                                    if (message.equals("ask")) {
                                        context.exit(child, new ExitReason.Kill());
                                        context.timer("again", SOON);
                                    }
                                }));
        assertEquals(
                Vector.of(
                        "started a/child!1 null",
                        true,
                        false,
                        false,
                        "exit a/child!1 killed",
                        false,
                        false,
                        false),
                reports(run));
    }

    @Test
    void started_withInfo_parentHearsIt() {
        Scripted child = Scripted.starting(context -> context.started("port 80")).later();
        Run run = run(Scripted.starting(context -> context.spawn("child", child)));
        assertEquals(Vector.of("started a/child!1 port 80"), reports(run));
    }

    @Test
    void ignoredStart_parentThatDoesNotTrap_lives() {
        Scripted child = Scripted.starting(context -> context.exit(new ExitReason.Ignored()));
        Run run =
                run(
                        Scripted.on(
                                        context -> {
                                            context.spawnLinked("child", child);
                                            context.timer("later", SOON);
                                        },
                                        (context, message) -> context.report(message))
                                .notTrapping());
        assertEquals(Vector.of("later"), reports(run));
        assertTrue(run.violation().isEmpty());
    }

    @Test
    void spawn_pathOfAnOrphan_livesAtTheNextFreeNumber() {
        Scripted deaf = Scripted.starting(_ -> {});
        Scripted middle = Scripted.starting(context -> context.spawnLinked("c", deaf));
        Run run =
                run(
                        Scripted.on(
                                context -> {
                                    context.spawnLinked("m", middle);
                                    context.timer("kill", SOON);
                                    context.timer("again", SOON.multipliedBy(2));
                                },
                                (context, message) -> {
                                    if (message.equals("kill")) {
                                        context.exit(ActorRef.to("a/m", 1), new ExitReason.Kill());
                                    } else {
                                        context.spawnLinked("m", middle);
                                    }
                                }));
        assertEquals(
                Vector.of(
                        "started a/m!1 null",
                        "started a/m/c!1 null",
                        "exit a/m!1 killed",
                        "exit a/m!1 killed",
                        "started a/m!2 null",
                        "started a/m/c~2!1 null"),
                reports(run));
        assertEquals(Vector.of("an-orphan", "a-child"), seen(run));
    }

    @Test
    void child_whoseSpawnerLives_isNoOrphan() {
        Scripted middle =
                Scripted.starting(context -> context.spawn("c", Scripted.starting(_ -> {})));
        Run run = run(Scripted.starting(context -> context.spawn("m", middle)));
        assertEquals(Vector.of("a-child"), seen(run));
    }

    private static Vector<String> seen(Run run) {
        return run.goals().filter(goal -> goal.seen().isDefined()).map(Run.Goal::name);
    }
}
