package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.history.DeterministicModel;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Outcome;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.value.NotAValueException;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.time.Duration;

/**
 * How runs begin, end and are judged. Over 500 lines: all cases share one set of small scenarios.
 */
class SimulationTest {

    private static final Simulation.Options VERBOSE = Simulation.Options.DEFAULT.verbose();
    private static final ActorRef<Object> S1 = ActorRef.to("s1");
    private static final long MILLI = 1_000_000;

    private interface Handler {
        Object handle(Object state, Object message, Context<Object> context);
    }

    private record Acting(Handler handler) implements Actor<Object, Object> {
        @Override
        public Object start(Context<Object> context) {
            return handler.handle(Vector.empty(), "start", context);
        }

        @Override
        public Object receive(Object state, Object message, Context<Object> context) {
            return handler.handle(state, message, context);
        }
    }

    private interface Asking {
        void ask(int index, Object operation, ClientContext<Object> context);
    }

    private interface Hearing {
        void hear(Object message, ClientContext<Object> context);
    }

    private record Asker(Asking asking, Hearing hearing) implements Client<Object, Object, Object> {
        @Override
        public Object start(ClientContext<Object> context) {
            return Vector.empty();
        }

        @Override
        public Object invoke(
                Object state, int index, Object operation, ClientContext<Object> context) {
            asking.ask(index, operation, context);
            return state;
        }

        @Override
        public Object receive(Object state, Object message, ClientContext<Object> context) {
            hearing.hear(message, context);
            return heard(state).append(message);
        }

        @Override
        public Object abandon(Object state) {
            return state;
        }
    }

    @SuppressWarnings("unchecked")
    private static Vector<Object> heard(Object state) {
        return (Vector<Object>) state;
    }

    /** Sends every operation to s1, and takes any answer for its end. */
    private static Asker asker() {
        return new Asker(
                (_, operation, context) -> context.send(S1, operation),
                (message, context) -> context.complete(message));
    }

    private static Acting echo() {
        return new Acting((state, message, context) -> {
            if (!message.equals("start")) {
                context.reply(message);
            }
            return state;
        });
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

    private static Cluster.Builder clients(Client<?, ?, ?>... clients) {
        Cluster.Builder cluster = Cluster.builder();
        for (int i = 0; i < clients.length; i++) {
            cluster.client("c" + (i + 1), clients[i]);
        }
        return cluster.workload(
                new Workload(
                        Object.class,
                        0,
                        Duration.ofMillis(5),
                        Duration.ofMillis(50),
                        (_, index, _) -> index));
    }

    private static Simulation simulation(Cluster.Builder cluster) {
        return Simulation.of(new Sketch(cluster.build()).settings()).with(VERBOSE);
    }

    private static PlannedOperation operation(String client, int index, Object input, long millis) {
        return new PlannedOperation(client, index, input, millis * MILLI);
    }

    private static Run calm(Cluster.Builder cluster, PlannedOperation... operations) {
        return simulation(cluster).run(Vector.of(operations), Adversary.CALM);
    }

    private static Run scripted(
            Cluster.Builder cluster, Vector<PlannedOperation> operations, Departure... departures) {
        return simulation(cluster).run(operations, new Script(Vector.of(departures)));
    }

    private static <E extends TraceEvent> Vector<E> events(Run run, Class<E> type) {
        return run.trace().events().filter(type::isInstance).map(type::cast);
    }

    private static Vector<Object> handled(Run run, String actor) {
        return events(run, TraceEvent.Delivered.class)
                .filter(event -> event.to().equals(actor))
                .map(TraceEvent.Delivered::message);
    }

    @Test
    void operation_inTheCalmWorld_takesTheBaseLatencyThereAndBack() {
        Run run = calm(clients(asker()).node("s1", echo()), operation("c1", 1, "x", 7));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(7 * MILLI + 2 * Agenda.NETWORK_NANOS, run.nanos());
        assertEquals(1, run.ok());
        assertEquals(Vector.empty(), run.story().departures());
        assertTrue(run.vacuous());
        assertEquals(run.steps(), run.stepHashes().size());
        assertEquals(run.traceHash(), run.stepHashes().last());
    }

    @Test
    void operations_ofOneClient_startAtTheirTimeOrWhenTheLastHasEnded() {
        Run run =
                calm(
                        clients(asker()).node("s1", echo()),
                        operation("c1", 7, "third", 1),
                        operation("c1", 2, "first", 3),
                        operation("c1", 5, "second", 20));
        assertEquals(
                Vector.of("2 at 3", "5 at 20", "7 at 22"),
                events(run, TraceEvent.Invoked.class)
                        .map(event -> event.index() + " at " + event.nanos() / MILLI));
    }

    @Test
    void messages_ofOnePairOnANode_comeInOrderEvenThroughASync() {
        Vector<Object> numbers = Vector.rangeClosed(1, 20).map(i -> i);
        Acting sender =
                new Acting((state, message, context) -> {
                    if (message.equals("start")) {
                        numbers.forEach(n -> context.send(ActorRef.to("s1/b"), n));
                    }
                    return state;
                });
        Acting receiver =
                new Acting((state, message, context) -> {
                    if (message instanceof Integer number && number % 3 == 0) {
                        context.disk().syncFolder();
                    }
                    return heard(state).append(message);
                });
        Run run = calm(clients().node("s1", LinkedHashMap.of("a", sender, "b", receiver)));
        assertEquals(numbers, handled(run, "s1/b"));
        assertEquals(6, events(run, TraceEvent.Synced.class).size());
        TraceEvent.Turned last =
                events(run, TraceEvent.Turned.class)
                        .filter(event -> event.actor().equals("s1/b"))
                        .last();
        assertEquals(numbers.prepend("start"), last.state());
    }

    @Test
    void whatArrivesDuringASync_isHandledInOrderOnceItIsOver() {
        Acting slow =
                new Acting((state, message, context) -> {
                    switch (String.valueOf(message)) {
                        case "start" -> {
                            context.timer("stale", Duration.ofNanos(1_050_000));
                            context.timer("fresh", Duration.ofNanos(1_060_000));
                        }
                        case "1" -> {
                            context.disk().syncFolder();
                            context.cancel("stale");
                            context.reply("done");
                        }
                        default -> {}
                    }
                    return heard(state).append(message);
                });
        var asker =
                new Asker(
                        (_, _, context) -> {
                            context.send(S1, 1);
                            context.send(S1, 2);
                        },
                        (message, context) -> context.complete(message));
        Run run = calm(clients(asker).node("s1", slow), operation("c1", 1, "x", 0));
        assertEquals(
                Vector.of("start", 1, 2, "fresh"),
                events(run, TraceEvent.Turned.class)
                        .filter(event -> event.actor().equals("s1"))
                        .map(TraceEvent.Turned::state)
                        .last());
    }

    private static final MessageName QUESTION = MessageName.parse("c1#1 / c1→s1 : String ~ 1");

    private static final Vector<PlannedOperation> TWO =
            Vector.of(operation("c1", 1, "x", 1), operation("c2", 1, "y", 10));

    private static Cluster.Builder pair() {
        return clients(asker(), asker()).node("s1", echo()).survives(1);
    }

    private static Vector<Long> arrivals(Run run, String message) {
        return events(run, TraceEvent.Delivered.class)
                .filter(event -> event.to().equals("s1") && event.message().equals(message))
                .map(TraceEvent.Delivered::nanos);
    }

    @Test
    void message_heldUntilAPointOfTheStory_arrivesThen() {
        assertEquals(
                Vector.of(MILLI + 5),
                arrivals(
                        scripted(pair(), TWO, new Departure.Held(QUESTION, new Point.After(5))),
                        "x"));
        assertEquals(
                Vector.of(4 * MILLI),
                arrivals(
                        scripted(
                                pair(), TWO, new Departure.Held(QUESTION, new Point.At(4 * MILLI))),
                        "x"));
        assertEquals(
                Vector.of(MILLI + 1),
                arrivals(
                        scripted(pair(), TWO, new Departure.Held(QUESTION, new Point.At(0))), "x"));
        assertEquals(
                Vector.of(12 * MILLI + Agenda.LOCAL_NANOS),
                arrivals(
                        scripted(
                                pair(),
                                TWO,
                                new Departure.Held(QUESTION, new Point.AfterOperation("c2", 1))),
                        "x"));
        Run never = scripted(pair(), TWO, new Departure.Held(QUESTION, new Point.End()));
        assertEquals(Vector.empty(), arrivals(never, "x"));
        assertEquals(1, never.unknown());
        assertEquals(1, never.ok());
        assertEquals(51 * MILLI, never.nanos());
    }

    @Test
    void message_dropped_neverArrives() {
        Run run = scripted(pair(), TWO, new Departure.Drop(QUESTION));
        assertEquals(Vector.empty(), arrivals(run, "x"));
        assertEquals(Option.some(1), run.injected().get(FaultKind.DROP));
        assertEquals(Option.some(1), run.effective().get(FaultKind.DROP));
        assertFalse(run.vacuous());
        assertEquals(Outcome.UNKNOWN, run.history().operations().getFirst().outcome());
    }

    @Test
    void message_deliveredAgain_arrivesTwiceWithOneNumber() {
        Run run = scripted(pair(), TWO, new Departure.Again(QUESTION, new Point.After(9 * MILLI)));
        assertEquals(Vector.of(2 * MILLI, 10 * MILLI), arrivals(run, "x"));
        var both =
                events(run, TraceEvent.Delivered.class)
                        .filter(event -> event.message().equals("x") && event.to().equals("s1"));
        assertEquals(Vector.of(0, 1), both.map(TraceEvent.Delivered::copy));
        assertEquals(1, both.map(TraceEvent.Delivered::id).distinct().size());
        assertEquals(Option.some(1), run.effective().get(FaultKind.DUPLICATE));
    }

    @Test
    void message_deliveredAgainSeveralTimes_arrivesAsOftenAndItsStoryIsTheSameRun() {
        Run run =
                scripted(
                        pair(),
                        TWO,
                        new Departure.Again(QUESTION, new Point.After(9 * MILLI)),
                        new Departure.Again(QUESTION, new Point.At(8 * MILLI)),
                        new Departure.Again(QUESTION, new Point.At(8 * MILLI)));
        assertEquals(Vector.of(2 * MILLI, 8 * MILLI, 8 * MILLI, 10 * MILLI), arrivals(run, "x"));
        var all =
                events(run, TraceEvent.Delivered.class)
                        .filter(event -> event.message().equals("x") && event.to().equals("s1"));
        assertEquals(Vector.of(0, 2, 3, 1), all.map(TraceEvent.Delivered::copy));
        assertEquals(1, all.map(TraceEvent.Delivered::id).distinct().size());
        assertEquals(Option.some(3), run.injected().get(FaultKind.DUPLICATE));
        assertEquals(3, run.story().departures().size());
        Run again = scripted(pair(), TWO, run.story().departures().toJavaArray(Departure[]::new));
        assertEquals(run.traceHash(), again.traceHash());
        assertEquals(run.story().departures(), again.story().departures());
    }

    @Test
    void node_crashedAtAPointOfTheStory_isDownUntilItBoots() {
        Run run =
                scripted(
                        pair(),
                        TWO,
                        new Departure.Crash(
                                "s1", 0, new Point.At(MILLI), 5 * MILLI, Aftermath.NONE),
                        new Departure.Crash(
                                "s1",
                                1,
                                new Point.AfterOperation("c2", 1),
                                5 * MILLI,
                                Aftermath.NONE));
        assertEquals(
                Vector.of(MILLI, 12 * MILLI + Agenda.LOCAL_NANOS),
                events(run, TraceEvent.Crashed.class).map(TraceEvent::nanos));
        assertEquals(
                Vector.of(1, 2, 3),
                events(run, TraceEvent.Booted.class)
                        .filter(event -> event.node().equals("s1"))
                        .map(TraceEvent.Booted::boot));
        assertEquals(
                Vector.of("x"), events(run, TraceEvent.Lost.class).map(TraceEvent.Lost::message));
    }

    @Test
    void crash_ofMoreNodesThanTheClusterSurvives_doesNotHappen() {
        Cluster.Builder cluster =
                clients(asker()).node("s1", echo()).node("s2", echo()).survives(1);
        Run run =
                scripted(
                        cluster,
                        Vector.of(operation("c1", 1, "x", 30)),
                        new Departure.Crash(
                                "s2", 0, new Point.At(MILLI), 5 * MILLI, Aftermath.NONE),
                        new Departure.Crash(
                                "s1", 0, new Point.At(2 * MILLI), 5 * MILLI, Aftermath.NONE),
                        new Departure.Crash(
                                "s2", 1, new Point.At(3 * MILLI), 5 * MILLI, Aftermath.NONE),
                        new Departure.Crash(
                                "s1", 1, new Point.At(7 * MILLI), 5 * MILLI, Aftermath.NONE));
        assertEquals(
                Vector.of("s2", "s1"),
                events(run, TraceEvent.Crashed.class).map(TraceEvent.Crashed::node));
        assertEquals(2, run.story().departures().size());
    }

    @Test
    void crash_ofANodeThatDoesNotExistOrIsAClients_isRefused() {
        for (String node : new String[] {"s9", "c1"}) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () ->
                                            scripted(
                                                    pair(),
                                                    TWO,
                                                    new Departure.Crash(
                                                            node,
                                                            0,
                                                            new Point.At(MILLI),
                                                            MILLI,
                                                            Aftermath.NONE)))
                            .getMessage();
            assertTrue(String.valueOf(message).endsWith("node=" + node), message);
        }
    }

    @Test
    void operations_ofNobody_orTwiceOfOneName_areRefused() {
        String nobody =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> calm(pair(), operation("c9", 1, "x", 0)))
                        .getMessage();
        assertEquals(
                "an operation must be of a client of the cluster: operation=c9#1 clients=c1, c2",
                nobody);
        assertThrows(
                IllegalArgumentException.class, () -> calm(pair(), operation("s1", 1, "x", 0)));
        String twice =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        calm(
                                                pair(),
                                                operation("c1", 1, "x", 0),
                                                operation("c1", 1, "y", 9)))
                        .getMessage();
        assertTrue(String.valueOf(twice).endsWith("operation=c1#1"), twice);
    }

    @Test
    void operation_givenUp_isUnknownAndTheClientGoesOnAsAnotherProcess() {
        Run run =
                scripted(
                        pair(),
                        TWO.append(operation("c1", 2, "z", 60)),
                        new Departure.Drop(QUESTION));
        assertEquals(
                java.util.List.of(Outcome.UNKNOWN, Outcome.OK, Outcome.OK),
                run.history().operations().stream().map(o -> o.outcome()).toList());
        assertEquals(
                java.util.List.of(0, 1, 2),
                run.history().operations().stream().map(o -> o.process()).toList());
        assertEquals(
                Vector.of(51 * MILLI),
                events(run, TraceEvent.Abandoned.class).map(TraceEvent::nanos));
    }

    @Test
    void operation_thatFails_didNotHappen() {
        var failing =
                new Asker(
                        (_, operation, context) -> context.send(S1, operation),
                        (_, context) -> context.fail());
        Run run = calm(clients(failing).node("s1", echo()), operation("c1", 1, "x", 0));
        assertEquals(1, run.failed());
        assertEquals(Outcome.FAIL, run.history().operations().getFirst().outcome());
    }

    private static Cluster.Builder endless() {
        Acting chatter =
                new Acting((state, _, context) -> {
                    context.send(context.self(), "more");
                    return state;
                });
        return clients(asker()).node("s1", chatter);
    }

    @Test
    void run_ofManyNodes_isALivelockAfterTenThousandStepsForEach() {
        Cluster.Builder many = endless();
        for (int node = 2; node < 110; node++) {
            many.node("s" + node, echo());
        }
        Vector<PlannedOperation> operations =
                Vector.rangeClosed(1, 12).map(index -> operation("c1", index, "x", 1));
        Run run = simulation(many).with(Simulation.Options.DEFAULT).run(operations, Adversary.CALM);
        assertEquals("the run did not end within 1100000 steps", run.violation().get().message());
        assertEquals(110 * 10_000, run.steps());
    }

    @Test
    void run_thatDoesNotEnd_isALivelock() {
        Run run =
                simulation(endless())
                        .with(VERBOSE.steps(500))
                        .run(Vector.of(operation("c1", 1, "x", 1)), Adversary.CALM);
        assertEquals(Run.Verdict.VIOLATED, run.verdict());
        Violation livelock = run.violation().get();
        assertEquals("terminates/livelock/sketch", livelock.signature());
        assertEquals("the run did not end within 500 steps", livelock.message());
        assertEquals(500, run.steps());
        assertTrue(run.fails("terminates/livelock/sketch"));
    }

    @Test
    void run_thatEndsWithItsLastStep_isNoLivelock() {
        Cluster.Builder cluster = clients(asker()).node("s1", echo());
        var operations = Vector.of(operation("c1", 1, "x", 1));
        long steps = simulation(cluster).run(operations, Adversary.CALM).steps();
        Run enough = simulation(cluster).with(VERBOSE.steps(steps)).run(operations, Adversary.CALM);
        Run tooFew =
                simulation(cluster).with(VERBOSE.steps(steps - 1)).run(operations, Adversary.CALM);
        assertEquals(Run.Verdict.HOLDS, enough.verdict());
        assertEquals(Run.Verdict.VIOLATED, tooFew.verdict());
    }

    @Test
    void run_thatIsLongerThanItsTime_isInconclusive() {
        Run run = simulation(pair()).with(VERBOSE.nanos(5 * MILLI)).run(TWO, Adversary.CALM);
        assertEquals(Run.Verdict.INCONCLUSIVE, run.verdict());
        assertEquals(1, run.ok());
    }

    @Test
    void limits_thatMakeNoSense_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> VERBOSE.steps(-1));
        assertThrows(IllegalArgumentException.class, () -> VERBOSE.nanos(-1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Simulation.Options(1, 1, 0, false, false, false, false));
    }

    private static Acting throwing() {
        return new Acting((state, message, context) -> {
            if (message.equals("start")) {
                context.timer("tick", Duration.ofNanos(10));
                return state;
            }
            throw new IllegalStateException("planted");
        });
    }

    @Test
    void handlerThatThrows_isTheViolation() {
        Run run =
                calm(
                        clients(asker()).node("s1", echo()).node("s2", throwing()),
                        operation("c1", 1, "x", 1));
        assertEquals(Run.Verdict.VIOLATED, run.verdict());
        assertEquals(
                "no-handler-throws/handler/s2:IllegalStateException",
                run.violation().get().signature());
        assertEquals(10, run.violation().get().nanos());
        assertEquals(1, run.ok());
    }

    @Test
    void handlerThatThrows_inARunThatDoesNotEnd_isTheFirstViolation() {
        Run run =
                simulation(endless().node("s2", throwing()))
                        .with(VERBOSE.steps(500))
                        .run(Vector.of(operation("c1", 1, "x", 1)), Adversary.CALM);
        assertEquals(
                "no-handler-throws/handler/s2:IllegalStateException",
                run.violation().get().signature());
    }

    @Test
    void clientThatThrows_isTheViolationAndAsksNothingMore() {
        var throwing =
                new Asker(
                        (index, operation, context) -> {
                            if (index == 2) {
                                throw new IllegalStateException("planted");
                            }
                            context.send(S1, operation);
                        },
                        (message, context) -> context.complete(message));
        Run run =
                calm(
                        clients(throwing, asker()).node("s1", echo()),
                        operation("c1", 1, "x", 1),
                        operation("c1", 2, "x", 5),
                        operation("c1", 3, "x", 9),
                        operation("c2", 1, "y", 100));
        assertEquals(Run.Verdict.VIOLATED, run.verdict());
        assertEquals(
                "no-handler-throws/handler/c1:IllegalStateException",
                run.violation().get().signature());
        assertEquals(2, run.ok());
        assertEquals(
                Vector.of("x", "y"),
                events(run, TraceEvent.Completed.class).map(TraceEvent.Completed::result));
        assertEquals(102 * MILLI, run.nanos());
    }

    @Test
    void clientThatThrows_betweenItsOperations_isTheViolation() {
        var throwing =
                new Asker(
                        (_, operation, context) -> context.send(S1, operation),
                        (message, context) -> {
                            context.complete(message);
                            throw new IllegalStateException("planted");
                        });
        Run run =
                calm(
                        clients(throwing).node("s1", echo()),
                        operation("c1", 1, "x", 1),
                        operation("c1", 2, "x", 50));
        assertEquals(
                "no-handler-throws/handler/c1:IllegalStateException",
                run.violation().get().signature());
        assertEquals(1, run.ok());
        assertEquals(3 * MILLI, run.nanos());
    }

    /** A client has a disk as well, and may be busy when it is asked or loses its patience. */
    @Test
    void clientThatSyncs_isHandedItsOperationsInTurn() {
        var writing =
                new Asker(
                        (index, operation, context) -> {
                            context.disk().append("log", new byte[] {(byte) index});
                            context.send(S1, operation);
                        },
                        (message, context) -> {
                            context.complete(message);
                            context.disk().sync("log");
                            context.disk().syncFolder();
                        });
        Run run =
                calm(
                        clients(writing).node("s1", echo()),
                        operation("c1", 1, "x", 1),
                        operation("c1", 2, "y", 2),
                        operation("c1", 3, "z", 3));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(3, run.ok());
        assertEquals(
                Vector.of(1_000_000L, 3_200_000L, 5_400_000L),
                events(run, TraceEvent.Invoked.class).map(TraceEvent::nanos));
    }

    @Test
    void clientThatLosesItsPatienceInASync_givesUpOnceItIsOverUnlessItHasEnded() {
        for (boolean ends : new boolean[] {true, false}) {
            var syncing =
                    new Asker(
                            (_, operation, context) -> context.send(S1, operation),
                            (message, context) -> {
                                context.disk().syncFolder();
                                if (ends || message.equals("y")) {
                                    context.complete(message);
                                }
                            });
            Run run =
                    scripted(
                            clients(syncing).node("s1", echo()),
                            Vector.of(operation("c1", 1, "x", 1), operation("c1", 2, "y", 2)),
                            new Departure.Held(
                                    MessageName.parse("c1#1 / c1→s1 : String ~ 1"),
                                    new Point.At(50 * MILLI - 50_000)));
            assertEquals(ends ? 2 : 1, run.ok());
            assertEquals(ends ? 0 : 1, run.unknown());
            long over = 51 * MILLI - 50_000 + Agenda.SYNC_NANOS;
            assertEquals(
                    Vector.of(MILLI, over),
                    events(run, TraceEvent.Invoked.class).map(TraceEvent::nanos));
        }
    }

    @Test
    void timers_ofTwoClassesOfOneName_areNumberedTogether() {
        Acting ticking =
                new Acting((state, message, context) -> {
                    if (message.equals("start")) {
                        context.timer(new Left.Tick(), Duration.ofNanos(10));
                        context.timer(new Right.Tick(), Duration.ofNanos(20));
                    } else if (!(message instanceof String)) {
                        context.send(ActorRef.to("c1"), "tick");
                    }
                    return state;
                });
        var patient = new Asker((_, _, context) -> context.complete(1), (_, _) -> {});
        Run run = calm(clients(patient).node("s1", ticking), operation("c1", 1, "x", 5));
        assertEquals(
                Vector.of("s1.Tick#1 / s1→c1 : String ~ 1", "s1.Tick#2 / s1→c1 : String ~ 1"),
                events(run, TraceEvent.Sent.class).map(sent -> String.valueOf(sent.name())));
    }

    private static final class Left {
        record Tick() {}
    }

    private static final class Right {
        record Tick() {}
    }

    @Test
    void timer_setForLongerThanTimeLasts_neverFires() {
        Acting patient =
                new Acting((state, message, context) -> {
                    if (message.equals("start")) {
                        context.timer("never", Duration.ofNanos(Long.MAX_VALUE));
                    } else {
                        context.timer("never", Duration.ofNanos(Long.MAX_VALUE));
                        context.reply(message);
                    }
                    return state;
                });
        Run run = calm(clients(asker()).node("s1", patient), operation("c1", 1, "x", 1));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(1, run.ok());
    }

    @Test
    void departures_furtherAheadThanTimeLasts_neverHappenAndAreKeptAsTheyAre() {
        Vector<Departure> never =
                Vector.of(
                        new Departure.Held(QUESTION, new Point.After(Long.MAX_VALUE)),
                        new Departure.Again(QUESTION, new Point.After(Long.MAX_VALUE - 1)),
                        new Departure.Crash(
                                "s1", 0, new Point.At(20 * MILLI), Long.MAX_VALUE, Aftermath.NONE));
        Run run = scripted(pair(), TWO, never.toJavaArray(Departure[]::new));
        assertEquals(never, run.story().departures());
        assertEquals(Vector.empty(), arrivals(run, "x"));
        assertEquals(1, events(run, TraceEvent.Crashed.class).size());
        assertEquals(1, run.ok());
    }

    @Test
    void run_thatEndsLate_lastedAsLongAsItMay() {
        Acting patient =
                new Acting((state, _, context) -> {
                    context.timer("far", Duration.ofDays(100_000));
                    return state;
                });
        Run run = calm(Cluster.builder().node("s1", patient));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(VERBOSE.nanosMax(), run.nanos());
    }

    private record Envelope(Object payload) {}

    @Test
    void mutableState_stillHeldAtTheEnd_leavesTheRunWithItsPath() {
        Acting mutable = new Acting((_, _, _) -> new Envelope(new java.util.ArrayList<>()));
        Acting later =
                new Acting((state, message, _) ->
                        message.equals("start") ? state : new Envelope(new int[1]));
        for (Acting bad : Vector.of(mutable, later)) {
            String message =
                    assertThrows(
                                    NotAValueException.class,
                                    () -> scripted(clients(asker(), asker()).node("s1", bad), TWO))
                            .getMessage();
            assertTrue(String.valueOf(message).startsWith("Envelope.payload: "), message);
        }
    }

    @Test
    void mutableOperationOrResult_leavesTheRunWithItsPath() {
        assertThrows(
                NotAValueException.class,
                () ->
                        calm(
                                clients(new Asker((_, _, _) -> {}, (_, _) -> {}))
                                        .node("s1", echo()),
                                operation("c1", 1, new Envelope(new int[1]), 1)));
        var boastful =
                new Asker(
                        (_, _, context) -> context.complete(new Envelope(new int[1])),
                        (_, _) -> {});
        assertThrows(
                NotAValueException.class,
                () -> calm(clients(boastful).node("s1", echo()), operation("c1", 1, "x", 1)));
    }

    @Test
    void exceptions_thatTellOfIdentities_doNotChangeTheTraceHash() {
        Acting throwing =
                new Acting((state, message, _) -> {
                    if (message.equals("x")) {
                        throw new IllegalStateException("bad " + new Object());
                    }
                    return state;
                });
        Run first = calm(clients(asker()).node("s1", throwing), operation("c1", 1, "x", 1));
        Run second = calm(clients(asker()).node("s1", throwing), operation("c1", 1, "x", 1));
        assertEquals(first.stepHashes(), second.stepHashes());
        assertFalse(first.violation().equals(second.violation()), "they do tell");
    }

    @Test
    void duplicate_whoseTurnIsCutByACrash_isNotBlamedForTheNextTurn() {
        Acting syncing =
                new Acting((state, message, context) -> {
                    if (message.equals("x")) {
                        context.disk().syncFolder();
                    }
                    return heard(state).append(message);
                });
        Run run =
                scripted(
                        clients(asker()).node("s1", syncing).survives(1),
                        Vector.of(operation("c1", 1, "x", 1)),
                        new Departure.Again(QUESTION, new Point.After(5 * MILLI)),
                        new Departure.Crash(
                                "s1", 0, new Point.At(6 * MILLI + 10), MILLI, Aftermath.NONE));
        assertEquals(1, events(run, TraceEvent.Crashed.class).size());
        assertEquals(Option.none(), run.effective().get(FaultKind.DUPLICATE));
    }

    @Test
    void duplicate_thatMakesItsHandlerThrow_tookEffect() {
        Acting once =
                new Acting((state, message, context) -> {
                    if (heard(state).contains(message)) {
                        throw new IllegalStateException("twice");
                    }
                    return heard(state).append(message);
                });
        Run run =
                scripted(
                        clients(asker()).node("s1", once),
                        Vector.of(operation("c1", 1, "x", 1)),
                        new Departure.Again(QUESTION, new Point.After(5 * MILLI)));
        assertEquals(Option.some(1), run.effective().get(FaultKind.DUPLICATE));
    }

    @Test
    void messagesInTheMailboxOfAnActorThatDies_areLostAndSaid() {
        Acting syncing =
                new Acting((state, message, context) -> {
                    if (message.equals("x")) {
                        context.disk().syncFolder();
                    }
                    return state;
                });
        var twice =
                new Asker(
                        (_, _, context) -> {
                            context.send(S1, "x");
                            context.send(S1, "y");
                        },
                        (_, _) -> {});
        Run run =
                scripted(
                        clients(twice).node("s1", syncing).survives(1),
                        Vector.of(operation("c1", 1, "op", 1)),
                        new Departure.Crash(
                                "s1", 0, new Point.At(2 * MILLI + 10), MILLI, Aftermath.NONE));
        assertEquals(
                Vector.of("y"), events(run, TraceEvent.Lost.class).map(TraceEvent.Lost::message));
        assertEquals(1, run.undelivered());
    }

    private static Departure crashAt(long millis) {
        return new Departure.Crash("s1", 0, new Point.At(millis * MILLI), MILLI, Aftermath.NONE);
    }

    @Test
    void limitOfTime_beforeACrash_leavesTheCrashOutOfTheStory() {
        Cluster.Builder cluster = clients(asker()).node("s1", echo()).survives(1);
        Vector<PlannedOperation> operations = Vector.of(operation("c1", 1, "x", 20));
        Run run =
                simulation(cluster)
                        .with(VERBOSE.nanos(10 * MILLI))
                        .run(operations, new Script(Vector.of(crashAt(15))));
        assertEquals(Run.Verdict.INCONCLUSIVE, run.verdict());
        assertEquals(Vector.empty(), run.story().departures());
        assertEquals(0, run.injected().getOrElse(FaultKind.CRASH, 0));
        assertEquals(10 * MILLI, run.nanos());
    }

    @Test
    void limitOfSteps_beforeACrash_leavesTheCrashOutOfTheStory() {
        Cluster.Builder cluster = clients(asker()).node("s1", echo()).survives(1);
        Vector<PlannedOperation> operations = Vector.of(operation("c1", 1, "x", 20));
        Script script = new Script(Vector.of(crashAt(15)));
        Run run = simulation(cluster).with(VERBOSE.steps(2)).run(operations, script);
        assertEquals("livelock", run.violation().get().kind());
        assertEquals(2, run.steps(), "the boots");
        assertEquals(Vector.empty(), run.story().departures());
        assertEquals(1, script.unused().size());
    }

    @Test
    void handler_thatOverflowsTheStack_endsTheRunAsALimitAndNamesActorAndMessage() {
        Acting endless =
                new Acting((state, message, _) -> message.equals("start") ? state : deep(message));
        Run run = calm(clients(asker()).node("s1", endless), operation("c1", 1, "x", 0));
        assertEquals("handlers-fit-the-stack/limit/s1:String", run.violation().get().signature());
        assertTrue(
                run.violation()
                        .get()
                        .message()
                        .startsWith("s1 overflowed the stack of the JVM when it handled String: "),
                run.violation()::toString);
        assertEquals(run.steps(), run.violation().get().step());
        assertEquals(
                Vector.empty(),
                run.trace().events().filter(event -> event instanceof TraceEvent.Exited),
                "to the actors nothing has happened");
    }

    private static Object deep(Object message) {
        return Vector.of(deep(message));
    }

    /** A ticket machine, which knows nothing but numbers. */
    private record Ticket() implements DeterministicModel<Integer, Object, Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Result<Integer, Integer> apply(Integer last, Object draw) {
            return new Result<>(last + 1, last + 1);
        }

        @Override
        public boolean observes(Object draw, Integer ticket) {
            return ticket.intValue() < 0;
        }
    }

    @Test
    void model_thatMeetsAResultOfAnotherType_isAViolationThatNamesTheOperation() {
        Run run =
                calm(
                        clients(asker()).node("s1", echo()).linearizable(new Ticket()),
                        operation("c1", 3, "seven", 0));
        Violation violation = run.violation().get();
        assertEquals("linearizable/model/String:ClassCastException", violation.signature());
        assertTrue(
                violation
                        .message()
                        .startsWith(
                                "c1#3 (seven → seven) is nothing that the model knows: it threw"
                                        + " java.lang.ClassCastException"),
                violation::message);
        assertEquals(2 * Agenda.NETWORK_NANOS, violation.nanos());
    }

    @Test
    void model_thatIsAsked_passesOnEveryQuestion() {
        Vector<String> own = Vector.of(AskedModel.class.getDeclaredMethods()).map(Method::getName);
        for (Method question : Model.class.getMethods()) {
            assertTrue(own.contains(question.getName()), question::toString);
        }
    }

    @Test
    void run_ofWhichNoOperationCompletes_isVacuous() {
        Cluster.Builder cluster = clients(asker()).node("s1", echo()).survives(1);
        Run run =
                scripted(
                        cluster,
                        Vector.of(operation("c1", 1, "x", 5)),
                        new Departure.Crash(
                                "s1", 0, new Point.At(MILLI), 900 * MILLI, Aftermath.NONE));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(1, run.unknown());
        assertEquals(1, run.effective().getOrElse(FaultKind.CRASH, 0));
        assertTrue(run.unanswered());
        assertTrue(run.vacuous());
    }
}
