package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A tree whose process is told to end, and one with a worker that hangs. */
class StoppedTreeTest {

    private static final long MILLI = 1_000_000;

    /** Cleans up when it is told to end, which takes a while. */
    private record Worker(Duration cleanUp) implements Actor<Boolean, String> {
        @Override
        public Boolean start(Context<String> context) {
            return false;
        }

        @Override
        public Boolean receive(Boolean ending, String message, Context<String> context) {
            context.exit(new ExitReason.Shutdown());
            return ending;
        }

        @Override
        public Boolean signal(Boolean ending, Signal signal, Context<String> context) {
            if (signal instanceof Signal.Exit) {
                context.timer("clean", cleanUp);
            }
            return true;
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    private record Pair(Duration cleanUp) implements Scenario {
        @Override
        public String name() {
            return "pair";
        }

        @Override
        public String summary() {
            return "a supervisor of two workers";
        }

        @Override
        public Cluster cluster(Settings settings) {
            Supervisor top =
                    Supervisor.oneForAll(
                            Supervisor.intensity(3, Duration.ofSeconds(5)),
                            Supervisor.child("a", new Worker(cleanUp)),
                            Supervisor.child("b", new Worker(cleanUp)));
            return Cluster.builder()
                    .node("n", LinkedHashMap.of("top", (Actor<?, ?>) top))
                    .survives(1)
                    .survivesExits()
                    .build();
        }
    }

    private static Run run(Duration cleanUp, Departure... departures) {
        Simulation simulation =
                Simulation.of(new Pair(cleanUp).settings())
                        .with(Simulation.Options.DEFAULT.nanos(20_000 * MILLI).verbose());
        Script script = new Script(Vector.of(departures), Heal.NEVER);
        Run run = simulation.run(Vector.empty(), script);
        assertEquals(Vector.empty(), script.unused());
        assertTrue(run.violation().isEmpty(), () -> run.violation().toString());
        return run;
    }

    /** Who ended when, in milliseconds, and when the process did. */
    private static Vector<String> ends(Run run) {
        return run.trace()
                .events()
                .flatMap(event ->
                        switch (event) {
                            case TraceEvent.Exited exited ->
                                    Vector.of(
                                            exited.actor()
                                                    + " "
                                                    + exited.reason()
                                                    + " "
                                                    + exited.nanos() / MILLI);
                            case TraceEvent.Crashed crashed ->
                                    Vector.of("process " + crashed.nanos() / MILLI);
                            case TraceEvent.Booted booted ->
                                    Vector.of("boot " + booted.nanos() / MILLI);
                            default -> Vector.<String>empty();
                        });
    }

    private static Departure stop(long graceMillis) {
        return new Departure.Stop(
                "n", 0, new Point.At(100 * MILLI), 5 * MILLI, graceMillis * MILLI);
    }

    @Test
    void process_toldToEnd_stopsItsTreeInReverseOrderAndEndsWithIt() {
        assertEquals(
                Vector.of(
                        "boot 0",
                        "n/top/b shutdown 110",
                        "n/top/a shutdown 120",
                        "n/top shutdown 120",
                        "process 120",
                        "boot 125"),
                ends(run(Duration.ofMillis(10), stop(50))));
    }

    @Test
    void process_toldToEnd_thatHasNotByTheDeadline_isEnded() {
        assertEquals(
                Vector.of("boot 0", "n/top/b shutdown 140", "process 150", "boot 155"),
                ends(run(Duration.ofMillis(40), stop(50))));
    }

    @Test
    void process_endedAtOnce_tellsNobody() {
        assertEquals(
                Vector.of("boot 0", "process 100", "boot 105"),
                ends(run(Duration.ofMillis(40), stop(0))));
    }

    /** The first worker ends, so the other must, and hangs: its supervisor waits 5 s. */
    @Test
    void worker_thatHangsInTermination_isKilledWhenItsSupervisorLosesPatience() {
        Run run =
                run(
                        Duration.ofMillis(1),
                        new Departure.Kill(
                                "n/top/a",
                                0,
                                new Point.At(100 * MILLI),
                                new ExitReason.Because("injected")),
                        new Departure.Hang(
                                new TurnName("n/top/a.kill#0 / n/top→n/top/b : ExitSignal ~ 1"),
                                10_000 * MILLI));
        assertEquals(Vector.of("boot 0", "n/top/a injected 100", "n/top/b killed 5100"), ends(run));
        assertEquals(1, run.effective().get(FaultKind.HANG).get());
    }

    @Test
    void worker_thatHangsForAWhile_endsWhenItHearsAgain() {
        Run run =
                run(
                        Duration.ofMillis(1),
                        new Departure.Kill(
                                "n/top/a",
                                0,
                                new Point.At(100 * MILLI),
                                new ExitReason.Because("injected")),
                        new Departure.Hang(
                                new TurnName("n/top/a.kill#0 / n/top→n/top/b : ExitSignal ~ 1"),
                                30 * MILLI));
        assertEquals(
                Vector.of("boot 0", "n/top/a injected 100", "n/top/b shutdown 131"), ends(run));
    }
}
