package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.PropertyException;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a property may ask a world for, and what it must not. */
class ViewTest {

    private static final long MILLI = 1_000_000;
    private static final Heal AT_TEN_MILLIS = Heal.at(10 * MILLI);

    /** Ticks for ever, and spawns a helper at the first tick. */
    private record Busy() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.timer("tick", Duration.ofMillis(1));
            return 0;
        }

        @Override
        public Integer receive(Integer ticks, String tick, Context<String> context) {
            if (ticks == 0) {
                context.spawn("helper", new Idle());
            }
            context.timer("tick", Duration.ofMillis(1));
            return 1;
        }
    }

    private record Idle() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            return 7;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }
    }

    private record Sketch(Cluster cluster) implements Scenario {
        @Override
        public Cluster cluster(Settings settings) {
            return cluster;
        }
    }

    private static Cluster.Builder pair() {
        return Cluster.builder().node("ann", new Busy()).node("bob", new Busy()).survives(1);
    }

    private static Run run(Cluster.Builder cluster, Heal heal, Departure... departures) {
        return Simulation.of(new Sketch(cluster.build()).settings())
                .with(Simulation.Options.DEFAULT.nanos(30 * MILLI))
                .run(Vector.empty(), new Script(Vector.of(departures), heal));
    }

    private static Run asked(Predicate<View> question) {
        return run(pair().always("asks", Invariant.that("yes", question)), AT_TEN_MILLIS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bobb", "bo", "bobby/helper", "boss", "/bob", "helper"})
    void path_atWhichNobodyCanEverLive_isRefusedByEveryQuestion_withTheNames(String path) {
        Vector<Predicate<View>> questions =
                Vector.of(
                        world -> world.state(path, Integer.class).isEmpty(),
                        world -> world.life(path).isEmpty(),
                        world -> !world.isAlive(path),
                        world -> !world.isOrphan(path),
                        world -> !world.isAlive(ActorRef.to(path)));
        for (Predicate<View> question : questions) {
            String message =
                    assertThrows(PropertyException.class, () -> asked(question)).getMessage();
            assertTrue(
                    message.contains(
                            "a path must be that of an actor, or below one that may spawn: path="
                                    + path
                                    + "; there is ann, bob"),
                    message);
        }
    }

    @Test
    void node_thatDoesNotExist_isRefusedWithTheNames() {
        String message =
                assertThrows(PropertyException.class, () -> asked(world -> world.isUp("bobb")))
                        .getMessage();
        assertTrue(message.contains("a node must exist: node=bobb; there is ann, bob"), message);
    }

    @Test
    void path_atWhichSomebodyIsSpawnedLater_orNever_isNoError() {
        Run run =
                run(
                        pair().always("asks", _ -> io.vavr.control.Option.none())
                                .sometimes("before", world -> helper(world).isEmpty())
                                .sometimes("after", world -> helper(world).contains(7))
                                .sometimes("never", world -> world.isAlive("bob/other/child")),
                        AT_TEN_MILLIS);

        assertEquals(
                Vector.of(true, true, false), run.goals().map(goal -> goal.seen().isDefined()));
    }

    private static io.vavr.control.Option<Integer> helper(View world) {
        return world.state("bob/helper", Integer.class);
    }

    @Test
    void nodeThatIsDown_isAskedLikeAnyOther() {
        Run run =
                run(
                        pair().sometimes(
                                        "down",
                                        world ->
                                                !world.isUp("bob")
                                                        && world.state("bob", Integer.class)
                                                                .isEmpty()
                                                        && !world.isAlive("bob/helper")),
                        AT_TEN_MILLIS,
                        new Departure.Crash(
                                "bob", 0, new Point.At(3 * MILLI), 2 * MILLI, Aftermath.NONE));

        assertTrue(run.goals().get(0).seen().isDefined());
    }

    /** What a property that must come to hold is told about bob once the faults have stopped. */
    private static TreeSet<String> afterTheHeal(Heal heal, Departure... departures) {
        List<String> seen = new ArrayList<>();
        Function<View, String> told =
                world -> {
                    int bob = world.node("bob");
                    return (world.isUp(bob) ? "up" : "not up")
                            + (world.hasPower(bob) ? ", with power" : ", without power")
                            + (world.isAlive("bob") ? ", alive" : "");
                };
        run(
                pair().eventually(
                                "tells",
                                Invariant.that(
                                        "never",
                                        world -> {
                                            seen.add(told.apply(world));
                                            return false;
                                        }))
                        .within(Duration.ofMillis(5)),
                heal,
                departures);
        return new TreeSet<>(seen);
    }

    @Test
    void serverLeftBroken_looksDownAndHasPower_andOneThatLostItHasNone() {
        Departure crash =
                new Departure.Crash("bob", 0, new Point.At(9 * MILLI), 5 * MILLI, Aftermath.NONE);
        Heal left = new Heal(10 * MILLI, Vector.empty(), Vector.of("bob"));

        assertEquals(new TreeSet<>(List.of("up, with power, alive")), afterTheHeal(AT_TEN_MILLIS));
        assertEquals(new TreeSet<>(List.of("not up, with power")), afterTheHeal(left));
        assertEquals(new TreeSet<>(List.of("not up, without power")), afterTheHeal(left, crash));
        assertTrue(
                afterTheHeal(new Heal(10 * MILLI, Vector.of("bob")))
                        .contains("not up, without power"));
    }
}
