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
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Event managers, as {@code gen_event} has them. */
class EventManagerTest {

    private static final ActorRef<Object> MANAGER = ActorRef.to("n/manager");
    private static final Option<ActorRef<Object>> NOBODY = Option.none();

    /** Counts events and reports them under its name. */
    private record Counter(String name) implements EventHandler<Integer> {
        @Override
        public Integer init(@Nullable Object handedOver, Context<Object> context) {
            if (name.equals("broken")) {
                throw new IllegalStateException("no");
            }
            return handedOver instanceof Integer count ? count : 0;
        }

        @Override
        public Next<Integer> event(Integer count, Object event, Context<Object> context) {
            context.report(name + " " + event + " " + count);
            return switch (name.equals("b") ? event.toString() : "") {
                case "crash" -> throw new IllegalStateException("boom");
                case "remove" -> new Next.Remove<>(count);
                case "swap" -> new Next.Swap<>(count, "args", "d", new Counter("d"));
                default -> new Next.Keep<>(count + 1);
            };
        }

        @Override
        public Called<Integer> call(Integer count, Object request, Context<Object> context) {
            if (request.equals("crash")) {
                throw new IllegalStateException("boom");
            }
            return new Called<>(count, new Next.Keep<>(count));
        }

        @Override
        public Object terminate(Integer count, Farewell why, Context<Object> context) {
            context.report(name + " goes: " + why);
            return count;
        }
    }

    /** Makes calls one after the other, and reports the outcomes. */
    private record User(Vector<EventManager.Request> requests) implements Server<Integer, String> {
        @Override
        public Integer init(ServerContext<String> context) {
            return next(0, context);
        }

        private Integer next(int done, ServerContext<String> context) {
            if (done < requests.size()) {
                context.call(MANAGER, requests.get(done), Duration.ofMillis(50));
            } else {
                context.stop(new ExitReason.Normal());
            }
            return done + 1;
        }

        @Override
        public Integer info(Integer done, Object message, ServerContext<String> context) {
            context.actor().report("told " + message);
            return done;
        }

        @Override
        public Integer answered(
                Integer done, Object request, Outcome outcome, ServerContext<String> context) {
            context.actor()
                    .report(outcome instanceof Outcome.Replied(Object value) ? value : outcome);
            return next(done, context);
        }
    }

    private record Pair(Vector<EventManager.Request> requests) implements Scenario {
        @Override
        public String name() {
            return "events";
        }

        @Override
        public String summary() {
            return "a manager and its user";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node(
                            "n",
                            LinkedHashMap.of(
                                    "manager",
                                    (Actor<?, ?>) new EventManager().actor(),
                                    "user",
                                    new User(requests).actor()))
                    .build();
        }
    }

    private static Vector<String> said(String actor, EventManager.Request... requests) {
        Run run =
                Simulation.of(new Pair(Vector.of(requests)).settings())
                        .with(Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L))
                        .run(Vector.empty(), new Script(Vector.empty()));
        return run.trace()
                .events()
                .filter(TraceEvent.Reported.class::isInstance)
                .map(TraceEvent.Reported.class::cast)
                .filter(reported -> reported.actor().equals("n/" + actor))
                .map(reported -> reported.event().toString());
    }

    private static EventManager.Request add(String id) {
        return new EventManager.Add(id, new Counter(id), NOBODY);
    }

    private static EventManager.Request event(String event) {
        return new EventManager.Notify(event);
    }

    private static EventManager.Request which() {
        return new EventManager.WhichHandlers();
    }

    @Test
    void events_severalHandlers_reachTheNewestFirst() {
        assertEquals(
                Vector.of("b x 0", "a x 0", "b y 1", "a y 1"),
                said("manager", add("a"), add("b"), event("x"), event("y")));
    }

    @Test
    void handlerCrashes_isRemovedAndReported_theOthersGoOn() {
        assertEquals(
                Vector.of(
                        "c crash 0",
                        "b crash 0",
                        "remove handler b: IllegalStateException",
                        "b goes: Crashed[reason=IllegalStateException]",
                        "a crash 0",
                        "c x 1",
                        "a x 1"),
                said("manager", add("a"), add("b"), add("c"), event("crash"), event("x")));
        assertEquals(
                Vector.of("ok", "ok", "ok", "Vector(a)"),
                said("user", add("a"), add("b"), event("crash"), which()));
    }

    @Test
    void handler_removesOrSwapsItself_stateIsHandedOver() {
        assertEquals(
                Vector.of("b remove 0", "b goes: Removed[]"),
                said("manager", add("b"), event("remove"), event("x")));
        assertEquals(
                Vector.of("b x 0", "b swap 1", "b goes: Swapped[args=args]", "d y 1"),
                said("manager", add("b"), event("x"), event("swap"), event("y")));
    }

    @Test
    void requests_knownAndUnknownHandlers_areAnsweredAsOtpDoes() {
        assertEquals(
                Vector.of(
                        "ok",
                        "Failed[reason=IllegalStateException]",
                        "ok",
                        "1",
                        "NoHandler[id=z]",
                        "1",
                        "NoHandler[id=a]"),
                said(
                        "user",
                        add("a"),
                        add("broken"),
                        event("x"),
                        new EventManager.CallHandler("a", "count"),
                        new EventManager.CallHandler("z", "count"),
                        new EventManager.Delete("a", "args"),
                        new EventManager.Delete("a", "args")));
    }

    @Test
    void call_handlerCrashes_answersTheErrorAndRemovesIt() {
        assertEquals(
                Vector.of("ok", "Failed[reason=IllegalStateException]", "Vector()"),
                said("user", add("a"), new EventManager.CallHandler("a", "crash"), which()));
    }

    @Test
    void swap_oldMissingOrNewBroken_installsAllTheSameOrLosesBoth() {
        assertEquals(
                Vector.of("ok", "Vector(b)", "Failed[reason=IllegalStateException]", "Vector()"),
                said(
                        "user",
                        new EventManager.Swap("a", "x", "b", new Counter("b")),
                        which(),
                        new EventManager.Swap("b", "x", "c", new Counter("broken")),
                        which()));
    }

    @Test
    void owner_handlerGoes_isToldAndItsOwnEndTakesTheHandler() {
        Option<ActorRef<Object>> owner = Option.some(ActorRef.to("n/user", 1));
        EventManager.Request[] requests = {
            new EventManager.Add("b", new Counter("b"), owner),
            event("crash"),
            new EventManager.Add("a", new Counter("a"), owner),
            which()
        };
        assertEquals(
                Vector.of(
                        "ok",
                        "told Gone[id=b, why=Crashed[reason=IllegalStateException]]",
                        "ok",
                        "ok",
                        "Vector(a)"),
                said("user", requests));
        assertEquals("a goes: OwnerEnded[reason=normal]", said("manager", requests).last());
    }
}
