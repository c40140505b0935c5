package dev.rehearsal.supervisor;

import static dev.rehearsal.supervisor.Supervisor.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
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
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Servers, as {@code gen_server} has them. */
class ServerTest {

    private static final ActorRef<Object> ECHO = ActorRef.to("n/top/echo");
    private static final Duration SOON = Duration.ofMillis(10);

    /** Answers at once, later, never or with its end, as the request says. */
    private record Echo() implements Server<Vector<Server.From>, String> {
        private record Answer(Server.From from) {}

        @Override
        public Vector<From> init(ServerContext<String> context) {
            return Vector.empty();
        }

        @Override
        public Vector<From> call(
                Vector<From> kept, String request, From from, ServerContext<String> context) {
            switch (request) {
                case "later" -> context.actor().timer(new Answer(from), SOON);
                case "crash" -> throw new IllegalStateException("crash");
                case "stop" -> context.stop(new ExitReason.Normal(), from, "stopped");
                case "never" -> {}
                default -> context.reply(from, request + "!");
            }
            return kept;
        }

        @Override
        public Vector<From> cast(Vector<From> kept, String message, ServerContext<String> context) {
            context.actor().report("cast " + message);
            context.continueWith("now");
            return kept;
        }

        @Override
        public Vector<From> continued(
                Vector<From> kept, Object what, ServerContext<String> context) {
            context.actor().report("continued " + what);
            context.timeout(SOON);
            return kept;
        }

        @Override
        public Vector<From> info(Vector<From> kept, Object message, ServerContext<String> context) {
            if (message instanceof Answer(From from)) {
                context.reply(from, "at last");
            } else {
                context.actor().report("info " + message);
            }
            return kept;
        }

        @Override
        public void terminate(Vector<From> kept, ExitReason reason, ServerContext<String> context) {
            context.actor().report("terminate " + reason);
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    /** Does what a script says at its start and on each outcome, which it reports. */
    private record User(
            Consumer<ServerContext<String>> first,
            BiFunction<ServerContext<String>, String, Boolean> next)
            implements Server<Integer, String> {

        @Override
        public Integer init(ServerContext<String> context) {
            first.accept(context);
            return 0;
        }

        @Override
        public Integer info(Integer state, Object message, ServerContext<String> context) {
            next.apply(context, String.valueOf(message));
            return state;
        }

        @Override
        public Integer answered(
                Integer state, Object request, Outcome outcome, ServerContext<String> context) {
            context.actor().report(request + ": " + outcome);
            next.apply(context, request + ":");
            return state;
        }
    }

    private record Pair(Server<?, ?> user) implements Scenario {
        @Override
        public String name() {
            return "pair";
        }

        @Override
        public String summary() {
            return "a user and a supervised server";
        }

        @Override
        public Cluster cluster(Settings settings) {
            Supervisor top =
                    Supervisor.oneForOne(
                            Supervisor.intensity(10, Duration.ofSeconds(1)),
                            child("echo", () -> new Echo().actor()),
                            child("user", () -> user.actor()));
            return Cluster.builder().node("n", LinkedHashMap.of("top", (Actor<?, ?>) top)).build();
        }
    }

    private static Vector<String> said(Server<?, ?> user, String actor) {
        Run run =
                Simulation.of(new Pair(user).settings())
                        .with(Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L))
                        .run(Vector.empty(), new Script(Vector.empty()));
        return run.trace()
                .events()
                .filter(TraceEvent.Reported.class::isInstance)
                .map(TraceEvent.Reported.class::cast)
                .filter(reported -> reported.actor().equals("n/top/" + actor))
                .map(reported -> reported.event().toString());
    }

    private static User asking(String... requests) {
        Vector<String> all = Vector.of(requests);
        return new User(
                context -> {
                    for (String request : all) {
                        context.call(ECHO, request, Duration.ofMillis(50));
                    }
                },
                (_, _) -> true);
    }

    @Test
    void call_answeredNowAndLater_outcomesCarryTheirRequests() {
        assertEquals(
                Vector.of(
                        "a: Replied[value=a!]",
                        "b: Replied[value=b!]",
                        "later: Replied[value=at last]"),
                said(asking("later", "a", "b"), "user"));
    }

    @Test
    void call_noAnswerInTime_timesOut() {
        assertEquals(Vector.of("never: TimedOut[]"), said(asking("never"), "user"));
    }

    @Test
    void call_lateReply_isDroppedAndNotTakenForTheNext() {
        User user =
                new User(
                        context -> context.call(ECHO, "later", Duration.ofMillis(5)),
                        (context, what) -> {
                            if (what.equals("later:")) {
                                context.call(ECHO, "never", Duration.ofMillis(100));
                            }
                            return true;
                        });
        assertEquals(Vector.of("later: TimedOut[]", "never: TimedOut[]"), said(user, "user"));
    }

    @Test
    void call_serverCrashes_endsWithItsReason() {
        assertEquals(
                Vector.of("crash: Ended[reason=IllegalStateException]"),
                said(asking("crash"), "user"));
    }

    @Test
    void call_stopAndReply_replyComesAfterTerminate() {
        assertEquals(Vector.of("stop: Replied[value=stopped]"), said(asking("stop"), "user"));
        assertEquals(Vector.of("terminate normal"), said(asking("stop"), "echo"));
    }

    @Test
    void call_serverIsBeingRestarted_endsWithNoProcess() {
        User user =
                new User(
                        context ->
                                context.call(
                                        ActorRef.to("n/top/echo", 7), "a", Duration.ofMillis(50)),
                        (_, _) -> true);
        assertEquals(Vector.of("a: Ended[reason=noproc]"), said(user, "user"));
    }

    @Test
    void reply_toAnOldIncarnation_isNotSeenByTheNew() {
        User user =
                new User(
                        context -> {
                            boolean first = context.actor().self().incarnation() == 1;
                            context.call(ECHO, first ? "later" : "never", Duration.ofMillis(100));
                            if (first) {
                                context.actor().timer("end", Duration.ofMillis(5));
                            }
                        },
                        (context, what) -> {
                            if (what.equals("end")) {
                                context.stop(new ExitReason.Because("crash"));
                            }
                            return true;
                        });
        assertEquals(Vector.of("never: TimedOut[]"), said(user, "user"));
    }

    @Test
    void cast_continueAndTimeout_inThatOrder() {
        User user = new User(context -> context.cast(ECHO, "x"), (_, _) -> true);
        assertEquals(Vector.of("cast x", "continued now", "info Timeout[]"), said(user, "echo"));
    }

    @Test
    void parentsExit_trapped_terminatesWithItsReason() {
        User user =
                new User(
                        context -> context.actor().timer("end", SOON),
                        (context, what) -> {
                            context.actor().exit(ActorRef.to("n/top"), new ExitReason.Kill());
                            return true;
                        });
        assertEquals(Vector.of("terminate killed"), said(user, "echo"));
    }

    @Test
    void callToItself_isRefused() {
        User user =
                new User(
                        context -> {
                            try {
                                context.call(ActorRef.to("n/top/user"), "a", Duration.ofMillis(1));
                            } catch (IllegalArgumentException refused) {
                                context.actor().report("refused");
                            }
                        },
                        (_, _) -> true);
        assertEquals(Vector.of("refused"), said(user, "user"));
    }

    @Test
    void call_supervisor_answersItsRequest() {
        User user =
                new User(
                        context -> context.actor().timer("ask", SOON),
                        (context, what) -> {
                            if (what.equals("ask")) {
                                context.call(
                                        ActorRef.to("n/top"), new Request.CountChildren(), SOON);
                            }
                            return true;
                        });
        assertEquals(
                Vector.of(
                        "CountChildren[]: Replied[value=Counts[specs=2, active=2, supervisors=0,"
                                + " workers=2]]"),
                said(user, "user"));
    }
}
