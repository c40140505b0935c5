package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

import java.time.Duration;

/** State machines, as {@code gen_statem} has them. */
class StateMachineTest {

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofMillis(30);

    private sealed interface Door {
        record Closed() implements Door {}

        record Open() implements Door {}
    }

    private interface Rule {
        Door handle(Door state, Object what, MachineContext<String> context);
    }

    /** Reports every event and entry; the rule says what it does. */
    private record Machine(Rule rule) implements StateMachine<Door, Integer, String> {

        @Override
        public At<Door, Integer> init(MachineContext<String> context) {
            return new At<>(new Door.Closed(), 0);
        }

        @Override
        public At<Door, Integer> handle(
                Door state, Integer count, Event<String> event, MachineContext<String> context) {
            Object what =
                    switch (event) {
                        case Event.Info<String>(Object message) -> message;
                        case Event.Inserted<String>(String inserted) -> "inserted " + inserted;
                        case Event.StateTimeout<String>(Object content) -> "state " + content;
                        case Event.EventTimeout<String>(Object content) -> "event " + content;
                        case Event.NamedTimeout<String>(String name, Object content) ->
                                name + " " + content;
                        case Event.Called<String>(Object request, Server.From _) -> request;
                        case Event.Cast<String>(Object message) -> message;
                    };
            context.actor().report(state.getClass().getSimpleName() + " " + what);
            return new At<>(rule.handle(state, what, context), count + 1);
        }

        @Override
        public Integer enter(
                Door before, Door state, Integer count, MachineContext<String> context) {
            context.actor().report("enter " + state.getClass().getSimpleName());
            return count;
        }

        @Override
        public void terminate(
                Door state, Integer count, ExitReason reason, MachineContext<String> context) {
            context.actor().report("terminate " + count + " " + reason);
        }
    }

    /** Sends messages, all at once or one after the other. */
    private record Sender(Duration gap, Vector<String> messages) implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            for (int i = 0; i < messages.size(); i++) {
                context.timer(messages.get(i), gap.multipliedBy(i + 1));
            }
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.send(ActorRef.<Object>to("n/machine"), message);
            return state;
        }
    }

    private record Pair(Actor<?, ?> machine, Actor<?, ?> sender) implements Scenario {
        @Override
        public String name() {
            return "door";
        }

        @Override
        public String summary() {
            return "a machine and who speaks to it";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("n", LinkedHashMap.of("machine", machine, "sender", sender))
                    .build();
        }
    }

    private static Vector<String> said(Rule rule, Duration gap, String... messages) {
        Sender sender = new Sender(gap, Vector.of(messages));
        Run run =
                Simulation.of(new Pair(new Machine(rule).actor(), sender).settings())
                        .with(Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L))
                        .run(Vector.empty(), new Script(Vector.empty()));
        return run.trace()
                .events()
                .filter(TraceEvent.Reported.class::isInstance)
                .map(event -> ((TraceEvent.Reported) event).event().toString());
    }

    @Test
    void postponed_stateChanges_comesBackAfterInsertedAndBeforeLater() {
        Rule rule =
                (state, what, context) -> {
                    if (state instanceof Door.Closed && what.toString().startsWith("knock")) {
                        context.postpone();
                    }
                    if (what.equals("open")) {
                        context.insert("x");
                        context.insert("y");
                        return new Door.Open();
                    }
                    return state;
                };
        assertEquals(
                Vector.of(
                        "enter Closed",
                        "Closed knock1",
                        "Closed knock2",
                        "Closed open",
                        "enter Open",
                        "Open inserted x",
                        "Open inserted y",
                        "Open knock1",
                        "Open knock2",
                        "Open later"),
                said(rule, SHORT, "knock1", "knock2", "open", "later"));
    }

    @Test
    void repeatState_entersAgain_butRetriesNothing() {
        Rule rule =
                (state, what, context) -> {
                    if (what.equals("knock")) {
                        context.postpone();
                    } else {
                        context.repeatState();
                    }
                    return state;
                };
        assertEquals(
                Vector.of("enter Closed", "Closed knock", "Closed again", "enter Closed"),
                said(rule, SHORT, "knock", "again"));
    }

    @Test
    void timeouts_event_isCancelledByAnyEventAndStateByAChange() {
        Rule rule =
                (state, what, context) -> {
                    if (what.equals("set")) {
                        context.eventTimeout(LONG, "e");
                        context.stateTimeout(LONG, "s");
                        context.timeout("named", LONG, "n");
                    }
                    return what.equals("open") ? new Door.Open() : state;
                };
        assertEquals(
                Vector.of(
                        "enter Closed",
                        "Closed set",
                        "Closed x",
                        "Closed state s",
                        "Closed named n"),
                said(rule, SHORT, "set", "x"));
        assertEquals(
                Vector.of(
                        "enter Closed", "Closed set", "Closed open", "enter Open", "Open named n"),
                said(rule, SHORT, "set", "open"));
        assertEquals(
                Vector.of(
                        "enter Closed",
                        "Closed set",
                        "Closed event e",
                        "Closed state s",
                        "Closed named n"),
                said(rule, SHORT, "set"));
    }

    @Test
    void zeroTimeouts_comeAfterInsertedEvents_andAnEventTimeoutIsLostToThem() {
        Rule rule =
                (state, what, context) -> {
                    if (what.equals("set")) {
                        context.eventTimeout(Duration.ZERO, "e");
                        context.timeout("named", Duration.ZERO, "n");
                        context.stateTimeout(Duration.ZERO, "s");
                        context.insert("x");
                    }
                    return state;
                };
        assertEquals(
                Vector.of(
                        "enter Closed",
                        "Closed set",
                        "Closed inserted x",
                        "Closed named n",
                        "Closed state s"),
                said(rule, SHORT, "set"));
    }

    @Test
    void timer_setAgainOrCancelled_firesOnceOrNever() {
        Rule rule =
                (state, what, context) -> {
                    switch (what.toString()) {
                        case "set" -> context.timeout("t", LONG, "first");
                        case "set state" -> context.stateTimeout(LONG, "s");
                        case "cancel state" -> context.cancelStateTimeout();
                        case "again" -> context.timeout("t", LONG, "second");
                        case "cancel" -> context.cancelTimeout("t");
                        default -> {}
                    }
                    return state;
                };
        assertEquals(
                Vector.of("enter Closed", "Closed set", "Closed again", "Closed t second"),
                said(rule, SHORT, "set", "again"));
        assertEquals(
                Vector.of("enter Closed", "Closed set", "Closed cancel"),
                said(rule, SHORT, "set", "cancel"));
        assertEquals(
                Vector.of("enter Closed", "Closed set state", "Closed cancel state"),
                said(rule, SHORT, "set state", "cancel state"));
    }

    /** Answers a call with its state, and opens. */
    private record Telling() implements StateMachine<Door, Integer, String> {
        @Override
        public At<Door, Integer> init(MachineContext<String> context) {
            return new At<>(new Door.Closed(), 0);
        }

        @Override
        public At<Door, Integer> handle(
                Door state, Integer count, Event<String> event, MachineContext<String> context) {
            if (event instanceof Event.Called<String>(Object _, Server.From from)) {
                context.reply(from, state);
            }
            return new At<>(new Door.Open(), count);
        }
    }

    /** Calls the machine twice; one that is shy does not want to be. */
    private record Caller(boolean shy) implements Server<Integer, String> {
        private static final ActorRef<Object> MACHINE = ActorRef.to("n/machine");

        @Override
        public Integer init(ServerContext<String> context) {
            if (shy) {
                context.ignore();
            }
            context.call(MACHINE, "how is it?", LONG);
            return 1;
        }

        @Override
        public Integer answered(
                Integer asked, Object request, Outcome outcome, ServerContext<String> context) {
            context.actor().report(outcome);
            if (asked < 2) {
                context.call(MACHINE, "how is it?", LONG);
            }
            return asked + 1;
        }
    }

    private static Vector<TraceEvent> events(Caller caller) {
        return Simulation.of(new Pair(new Telling().actor(), caller.actor()).settings())
                .with(Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L))
                .run(Vector.empty(), new Script(Vector.empty()))
                .trace()
                .events();
    }

    private static Vector<Object> told(Vector<TraceEvent> events) {
        return events.filter(TraceEvent.Reported.class::isInstance)
                .map(event -> ((TraceEvent.Reported) event).event());
    }

    @Test
    void call_isAnsweredByTheMachine_inTheStateInWhichItComes() {
        assertEquals(
                Vector.of(
                        new Server.Outcome.Replied(new Door.Closed()),
                        new Server.Outcome.Replied(new Door.Open())),
                told(events(new Caller(false))));
    }

    @Test
    void server_thatIsNotWanted_endsBeforeItHearsAnything() {
        Vector<TraceEvent> events = events(new Caller(true));

        assertEquals(Vector.empty(), told(events));
        assertEquals(
                Vector.of(new ExitReason.Ignored()),
                events.filter(TraceEvent.Exited.class::isInstance)
                        .map(event -> ((TraceEvent.Exited) event).reason()));
    }

    @Test
    void stopAndThrow_terminateWithTheReason() {
        Rule rule =
                (state, what, context) -> {
                    if (what.equals("throw")) {
                        throw new IllegalStateException("boom");
                    }
                    context.stop(new ExitReason.Normal());
                    return state;
                };
        assertEquals("terminate 1 normal", said(rule, SHORT, "stop").last());
        assertEquals("terminate 0 IllegalStateException", said(rule, SHORT, "throw").last());
    }
}
