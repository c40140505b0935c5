package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What becomes of operations when others are taken away that they have waited for. */
class RemovalTest {

    private static final Duration SLOW = Duration.ofMillis(10);
    private static final Duration LATE = Duration.ofMillis(30);

    private sealed interface Message {}

    record Ask() implements Message {}

    record Done() implements Message {}

    record Ready(String path) implements Message {}

    /** Takes its time, and is hurt by who asks late. */
    private record Server() implements Actor<Boolean, Message> {
        @Override
        public Boolean start(Context<Message> context) {
            return false;
        }

        @Override
        public Boolean receive(Boolean hurt, Message message, Context<Message> context) {
            return switch (message) {
                case Ask _ -> {
                    context.timer(new Ready(context.sender().path()), SLOW);
                    yield hurt || context.monotonic().compareTo(LATE) > 0;
                }
                case Ready(String path) -> {
                    context.send(ActorRef.<Message>to(path), new Done());
                    yield hurt;
                }
                case Done _ -> hurt;
            };
        }
    }

    private record Asker() implements Client<String, Integer, Message> {
        @Override
        public Integer start(ClientContext<Message> context) {
            return 0;
        }

        @Override
        public Integer invoke(
                Integer open, int index, String operation, ClientContext<Message> context) {
            context.send(ActorRef.to("s1"), new Ask());
            return index;
        }

        @Override
        public Integer receive(Integer open, Message message, ClientContext<Message> context) {
            context.complete("done");
            return 0;
        }

        @Override
        public Integer abandon(Integer open) {
            return 0;
        }
    }

    private record Hurting() implements Scenario {
        @Override
        public String name() {
            return "hurting";
        }

        @Override
        public String summary() {
            return "a server that is hurt by who asks late";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("s1", new Server())
                    .client("c1", new Asker())
                    .workload(
                            new Workload(
                                    String.class,
                                    6,
                                    Duration.ofMillis(1),
                                    Duration.ofSeconds(1),
                                    (_, _, _) -> "x"))
                    .always(
                            "not-hurt",
                            Invariant.that(
                                    "s1 is not hurt",
                                    world ->
                                            world.state("s1", Boolean.class).forAll(hurt -> !hurt)))
                    .build();
        }
    }

    private static PlannedOperation operation(String client, int index) {
        return new PlannedOperation(client, index, "x", 0);
    }

    private static PlannedOperation after(String client, int index, String other, int number) {
        return operation(client, index).beginning(new Point.AfterOperation(other, number));
    }

    @Test
    void operationsThatOnlyPassTheTime_areTakenAwayAndTheLastStaysWhereItWas() {
        Simulation simulation = Simulation.of(new Hurting().settings());
        Run run = simulation.run(1, FaultProfile.CALM.adversary(simulation.cluster(), 1));
        assertTrue(run.violation().isDefined());
        Shrunk shrunk = Shrinker.of(simulation).shrink(run);
        Vector<PlannedOperation> left = shrunk.after().story().operations();
        assertEquals(1, left.size());
        assertTrue(left.head().atNanos() > LATE.toNanos() / 2, left::toString);
        assertTrue(shrunk.oneMinimal());
    }

    @Test
    void operationsInACircle_cannotAllBegin() {
        assertFalse(
                Elements.canAllBegin(
                        Vector.of(
                                operation("c1", 1),
                                after("c2", 1, "c2", 2),
                                after("c2", 2, "c1", 1))));
        assertFalse(
                Elements.canAllBegin(Vector.of(after("c1", 1, "c2", 1), after("c2", 1, "c1", 1))));
    }

    @Test
    void operationsThatWaitForWhoIsNotThere_canAllBegin() {
        assertTrue(
                Elements.canAllBegin(
                        Vector.of(
                                after("c1", 1, "c9", 1),
                                operation("c1", 2),
                                after("c2", 1, "c1", 2))));
    }
}
