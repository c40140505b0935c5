package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Monitor;
import dev.rehearsal.scenario.PropertyException;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What is judged over a whole run: by monitors with a memory, and whether clients are answered. */
class MonitoredTest {

    private static final long MILLI = 1_000_000;
    private static final Heal AT_TEN_MILLIS = Heal.at(10 * MILLI);
    private static final ActorRef<String> SERVER = ActorRef.to("s1");

    /** Counts what it is asked; the planted one counts back once. */
    private record Counter(boolean slips, boolean isMuteAfterCrash)
            implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            boolean again = context.disk().read("born").isDefined();
            if (!again) {
                context.disk().write("born", 0, new byte[] {1});
                context.disk().sync("born");
                context.disk().syncFolder();
            }
            return again && isMuteAfterCrash ? -1 : 0;
        }

        @Override
        public Integer receive(Integer count, String message, Context<String> context) {
            if (count < 0) {
                return count;
            }
            context.reply(message);
            return slips && count == 3 ? 1 : count + 1;
        }
    }

    private record Asker() implements Client<String, Integer, String> {
        @Override
        public Integer start(ClientContext<String> context) {
            return 0;
        }

        @Override
        public Integer invoke(
                Integer state, int index, String operation, ClientContext<String> context) {
            context.send(SERVER, operation + index);
            return index;
        }

        @Override
        public Integer receive(Integer state, String message, ClientContext<String> context) {
            if (message.endsWith(String.valueOf(state))) {
                context.complete(message);
            }
            return state;
        }

        @Override
        public Integer abandon(Integer state) {
            return -1;
        }
    }

    /**
     * No count falls while its actor lives. The memory: the last count of each actor, and words.
     */
    private record NeverFalls() implements Monitor<NeverFalls.Memory> {
        record Memory(HashMap<Integer, Integer> last, Option<String> broken) {}

        @Override
        public Memory initial() {
            return new Memory(HashMap.empty(), Option.none());
        }

        @Override
        public Memory after(Memory memory, View world, int actor) {
            if (!world.path(actor).equals("s1")) {
                return memory;
            }
            if (!(world.state(actor) instanceof Integer count)) {
                return new Memory(memory.last().remove(actor), memory.broken());
            }
            int last = memory.last().getOrElse(actor, count);
            return new Memory(
                    memory.last().put(actor, count),
                    count < last
                            ? Option.some("fell from " + last + " to " + count)
                            : memory.broken());
        }

        @Override
        public Option<String> broken(Memory memory) {
            return memory.broken();
        }
    }

    private record Sketch(Cluster cluster) implements Scenario {
        @Override
        public String name() {
            return "sketch";
        }

        @Override
        public String summary() {
            return "a sketch";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return cluster;
        }
    }

    private static Cluster.Builder cluster(Counter counter) {
        return Cluster.builder()
                .node("s1", counter)
                .client("c1", new Asker())
                .workload(
                        new Workload(
                                String.class,
                                8,
                                Duration.ofMillis(5),
                                Duration.ofMillis(4),
                                (_, _, _) -> "ask"))
                .survives(1);
    }

    private static Run run(Cluster.Builder cluster, Heal heal, Departure... departures) {
        var simulation = Simulation.of(new Sketch(cluster.build()).settings());
        Vector<PlannedOperation> operations =
                Vector.rangeClosed(1, 8)
                        .map(n -> new PlannedOperation("c1", n, "ask", (n - 1) * 5 * MILLI));
        return simulation.run(operations, new Script(Vector.of(departures), heal));
    }

    private static Departure crash(long atMillis) {
        return new Departure.Crash("s1", 0, new Point.At(atMillis * MILLI), MILLI, Aftermath.NONE);
    }

    @Test
    void monitor_ofARunInWhichNothingFalls_holds() {
        Run run =
                run(
                        cluster(new Counter(false, false)).monitored("up", new NeverFalls()),
                        AT_TEN_MILLIS);
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(8, run.ok());
    }

    @Test
    void monitor_ofACountThatFalls_endsTheRunAtThatStep() {
        Run run =
                run(
                        cluster(new Counter(true, false)).monitored("up", new NeverFalls()),
                        AT_TEN_MILLIS);
        Violation violation = run.violation().get();
        assertEquals("up", violation.property());
        assertEquals("invariant", violation.kind());
        assertTrue(violation.message().startsWith("fell from 3 to 1, after "), violation.message());
        assertEquals(run.steps(), violation.step());
    }

    @Test
    void monitor_isToldThatAnActorHasLostItsState() {
        Run run =
                run(
                        cluster(new Counter(false, false)).monitored("up", new NeverFalls()),
                        AT_TEN_MILLIS,
                        crash(8));
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> String.valueOf(run.violation()));
    }

    @Test
    void monitor_thatThrows_isNamed() {
        Monitor<Integer> throwing =
                new Monitor<>() {
                    @Override
                    public Integer initial() {
                        return 0;
                    }

                    @Override
                    public Integer after(Integer memory, View world, int actor) {
                        throw new IllegalStateException("mine");
                    }

                    @Override
                    public Option<String> broken(Integer memory) {
                        return Option.none();
                    }
                };
        var thrown =
                assertThrows(
                        PropertyException.class,
                        () ->
                                run(
                                        cluster(new Counter(false, false))
                                                .monitored("mine", throwing),
                                        AT_TEN_MILLIS));
        assertTrue(thrown.getMessage().contains("mine"), thrown.getMessage());
    }

    @Test
    void answers_serverThatRecovers_holds() {
        Run run =
                run(
                        cluster(new Counter(false, false)).answers(Duration.ofMillis(10)),
                        AT_TEN_MILLIS,
                        crash(8));
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> String.valueOf(run.violation()));
    }

    @Test
    void answers_serverThatIsMuteAfterACrash_isViolatedByTheLastOperation() {
        Run run =
                run(
                        cluster(new Counter(false, true)).answers(Duration.ofMillis(10)),
                        AT_TEN_MILLIS,
                        crash(8));
        Violation violation = run.violation().get();
        assertEquals("answers", violation.property());
        assertEquals("liveness", violation.kind());
        assertTrue(
                violation.message().startsWith("c1#8 (ask) was never answered, though it began"),
                violation.message());
    }

    @Test
    void answers_operationsThatBeganTooSoonAfterTheHeal_areNotAskedAfter() {
        Run run =
                run(
                        cluster(new Counter(false, true)).answers(Duration.ofMillis(40)),
                        AT_TEN_MILLIS,
                        crash(8));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
    }

    @Test
    void answers_whereFaultsNeverStop_isInconclusive() {
        Run run =
                run(
                        cluster(new Counter(false, true)).answers(Duration.ofMillis(10)),
                        Heal.NEVER,
                        crash(8));
        assertEquals(Run.Verdict.INCONCLUSIVE, run.verdict());
    }
}
