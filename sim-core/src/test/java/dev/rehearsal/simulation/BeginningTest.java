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
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** When an operation begins that waits for another one. */
class BeginningTest {

    private static final ActorRef<String> S1 = ActorRef.to("s1");
    private static final long ROUND_NANOS = 2 * Agenda.NETWORK_NANOS;
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private record Echo() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.reply(message);
            return state;
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
            context.send(S1, operation);
            return index;
        }

        @Override
        public Integer receive(Integer state, String message, ClientContext<String> context) {
            context.complete(message);
            return state;
        }

        @Override
        public Integer abandon(Integer state) {
            return state;
        }
    }

    private record Echoing() implements Scenario {
        @Override
        public String name() {
            return "echoing";
        }

        @Override
        public String summary() {
            return "three clients and an echo";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("s1", new Echo())
                    .client("c1", new Asker())
                    .client("c2", new Asker())
                    .client("c3", new Asker())
                    .workload(
                            new Workload(
                                    String.class,
                                    0,
                                    Duration.ofMillis(5),
                                    PATIENCE,
                                    (_, index, _) -> "op" + index))
                    .build();
        }
    }

    private final Settings settings = new Echoing().settings();

    private static PlannedOperation once(String client, int index) {
        return new PlannedOperation(client, index, "x", 0);
    }

    private static PlannedOperation after(String client, int index, String other, int number) {
        return once(client, index).beginning(new Point.AfterOperation(other, number));
    }

    private Run run(Vector<Departure> departures, PlannedOperation... operations) {
        return run(new Story(settings, Vector.of(operations), departures));
    }

    private Run run(Story story) {
        return Simulation.of(settings).with(Simulation.Options.DEFAULT.verbose()).run(story);
    }

    private static long begun(Run run, String client) {
        return run.trace()
                .events()
                .filter(event ->
                        event instanceof TraceEvent.Invoked asked && asked.client().equals(client))
                .last()
                .nanos();
    }

    @Test
    void operationAfterAnother_beginsWhenThatHasEnded() {
        Run run = run(Vector.empty(), once("c1", 1), after("c2", 1, "c1", 1));
        assertEquals(ROUND_NANOS + Agenda.LOCAL_NANOS, begun(run, "c2"));
        assertEquals(2, run.ok());
    }

    @Test
    void operationAfterAnother_thatIsGivenUp_beginsThen() {
        Departure held =
                new Departure.Held(MessageName.parse("c1#1 / c1→s1 : String ~ 1"), new Point.End());
        Run run = run(Vector.of(held), once("c1", 1), after("c2", 1, "c1", 1));
        assertEquals(PATIENCE.toNanos() + Agenda.LOCAL_NANOS, begun(run, "c2"));
        assertEquals(1, run.unknown());
    }

    @Test
    void operationAfterAnother_thatEndsWhenTheFaultsHaveStopped_beginsThen() {
        Vector<PlannedOperation> operations = Vector.of(once("c1", 1), after("c2", 1, "c1", 1));
        Heal heal = Heal.at(ROUND_NANOS / 2);
        Run run = run(new Story(settings, operations, Vector.empty(), heal));
        assertEquals(ROUND_NANOS + Agenda.LOCAL_NANOS, begun(run, "c2"));
        assertEquals(2, run.ok());
    }

    @Test
    void operationAfterOneThatIsNotAsked_beginsAtOnce() {
        Run run = run(Vector.empty(), after("c2", 1, "c1", 1), after("c3", 1, "c9", 1));
        assertEquals(0, begun(run, "c2"));
        assertEquals(0, begun(run, "c3"));
    }

    @Test
    void secondOperationOfAClient_waitsForItsFirstAndForTheOther() {
        Run run = run(Vector.empty(), once("c1", 1), once("c2", 1), after("c2", 2, "c1", 1));
        assertTrue(begun(run, "c2") >= ROUND_NANOS);
        assertEquals(3, run.ok());
    }

    @Test
    void operationsThatWaitForEachOther_endTheRunAsUnknown() {
        Run run = run(Vector.empty(), after("c1", 1, "c2", 1), after("c2", 1, "c1", 1));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(2, run.unknown());
    }

    @Test
    void pointAtWhichNothingCanBegin_isRefused() {
        PlannedOperation operation = once("c1", 1);
        assertThrows(IllegalArgumentException.class, () -> operation.beginning(new Point.End()));
        assertThrows(IllegalArgumentException.class, () -> operation.beginning(new Point.After(1)));
    }
}
