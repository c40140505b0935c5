package dev.rehearsal.scenarios.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Model;
import dev.rehearsal.check.Property;
import dev.rehearsal.check.Refinement;
import dev.rehearsal.check.Situation;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.faults.Drops;
import dev.rehearsal.faults.Duplicates;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.faults.Holds;
import dev.rehearsal.faults.Pauses;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** A refinement sees every message in flight of a simulated run, wherever it waits. */
class InFlightTest {

    private static final int BALLS = 3;
    private static final FaultProfile LATE =
            FaultProfile.CALM
                    .named("late")
                    .with(new Holds(0.5, Duration.ofMillis(50), 1))
                    .with(
                            new Pauses(
                                    0.5,
                                    Duration.ofMillis(100),
                                    Duration.ofMillis(10),
                                    Duration.ofMillis(50)));

    /** Two actors that throw three balls to each other; one may note each ball on its disk. */
    private record Juggling() implements Scenario {

        private static final Parameter.Count SYNCS =
                new Parameter.Count("syncs", "whether one of them syncs before it throws", 0, 0, 1);

        @Override
        public String name() {
            return "juggling";
        }

        @Override
        public String summary() {
            return "two actors throw balls: is each of them somewhere?";
        }

        @Override
        public Vector<Parameter<?>> parameters() {
            return Vector.of(SYNCS);
        }

        @Override
        public Cluster cluster(Settings settings) {
            int syncs = settings.get(SYNCS);
            return Cluster.builder()
                    .node("left", new Juggler(ActorRef.to("right"), true, false))
                    .node("right", new Juggler(ActorRef.to("left"), false, syncs > 0))
                    .refines(
                            "no ball is lost",
                            Refinement.of(new Still(), (Situation _) -> 0)
                                    .corresponding((situation, _) -> {
                                        int balls = situation.inFlight().size();
                                        return balls <= BALLS && balls >= BALLS - syncs
                                                ? null
                                                : "balls in flight: " + balls;
                                    }))
                    .build();
        }
    }

    private record Ball(int number) {}

    private record Juggler(ActorRef<Ball> other, boolean begins, boolean syncs)
            implements Actor<Integer, Ball> {

        @Override
        public Integer start(Context<Ball> context) {
            for (int ball = 1; begins && ball <= BALLS; ball++) {
                context.send(other, new Ball(ball));
            }
            return 0;
        }

        @Override
        public Integer receive(Integer thrown, Ball ball, Context<Ball> context) {
            if (syncs) {
                context.disk()
                        .write("last", 0, ("" + ball.number()).getBytes(StandardCharsets.UTF_8));
                context.disk().sync("last");
            }
            context.send(other, ball);
            return thrown + 1;
        }
    }

    /** Nothing ever happens. */
    private record Still() implements Model<Integer, Integer> {
        @Override
        public Vector<Integer> initial() {
            return Vector.of(0);
        }

        @Override
        public void actions(Integer state, Consumer<? super Integer> enabled) {}

        @Override
        public Integer next(Integer state, Integer action) {
            return state;
        }

        @Override
        public Vector<Property<Integer>> properties() {
            return Vector.empty();
        }
    }

    private static Run run(FaultProfile profile, int syncs, int seed) {
        Settings settings = new Juggling().settings().with("syncs", "" + syncs);
        Simulation simulation = Simulation.of(settings).with(Simulation.Options.DEFAULT.steps(400));
        return simulation.run(seed, profile.adversary(simulation.cluster(), seed));
    }

    @Test
    void messages_thatAreHeldOrArriveWhereANodeStandsStillOrSyncs_areInFlight() {
        int held = 0;
        int paused = 0;
        for (int seed = 0; seed < 60; seed++) {
            for (int syncs : new int[] {0, 1}) {
                Run run = run(LATE, syncs, seed);
                int failing = seed;
                assertNotEquals(
                        Run.Verdict.VIOLATED,
                        run.verdict(),
                        () -> "seed " + failing + ": " + run.violation());
                held += run.effective().getOrElse(FaultKind.HOLD, 0);
                paused += run.effective().getOrElse(FaultKind.PAUSE, 0);
            }
        }
        assertTrue(held > 0 && paused > 0, "held=" + held + " paused=" + paused);
    }

    @Test
    void messages_thatAreDroppedOrRepeated_areFewerOrMore() {
        FaultProfile drops = FaultProfile.CALM.with(new Drops(0.2, 1));
        FaultProfile repeats = FaultProfile.CALM.with(new Duplicates(0.5, Duration.ofMillis(50)));

        assertEquals("no ball is lost", run(drops, 0, 1).violation().get().property());
        assertTrue(run(drops, 0, 1).violation().get().message().contains("in flight: 2"));
        assertTrue(run(repeats, 0, 1).violation().get().message().contains("in flight: 4"));
    }
}
