package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.ActorSystem.RootExit;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/**
 * What must come once nothing goes wrong, where timers fire for ever: nothing is put off for ever.
 */
class FairnessTest {

    private static final Duration SOON = Duration.ofMillis(1);

    /** Beats for ever: its timer is set again, and each time its state is the other one. */
    private record Heart(Vector<String> told) implements Actor<Boolean, String> {

        @Override
        public Boolean start(Context<String> context) {
            context.timer("beat", SOON);
            told.forEach(path -> context.send(ActorRef.to(path), "go"));
            return false;
        }

        @Override
        public Boolean receive(Boolean odd, String message, Context<String> context) {
            if (message.equals("beat")) {
                context.timer("beat", SOON);
            }
            return !odd;
        }
    }

    /** How somebody takes the message that it waits for. */
    enum Way {
        AT_ONCE,
        WHEN_ON,
        NEVER,
        AFTER_A_TIMER,
        BY_CHOICE
    }

    /** Beats itself, and is done once it has heard and, as the case may be, more. */
    private record Listener(Way way, boolean beats) implements Actor<String, String> {

        @Override
        public String start(Context<String> context) {
            if (beats) {
                context.timer("beat", SOON);
            }
            return "on";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            if (state.equals("done")) {
                return state;
            }
            return switch (message) {
                case "beat" -> {
                    context.timer("beat", SOON);
                    yield state.equals("on") ? "off" : "on";
                }
                case "last" -> "done";
                case "try" ->
                        context.choose("luck", Vector.of("no", "yes")).equals("yes")
                                ? "done"
                                : again(state, context);
                default ->
                        switch (way) {
                            case AT_ONCE -> "done";
                            case WHEN_ON -> state.equals("on") ? "done" : state;
                            case NEVER -> state;
                            case AFTER_A_TIMER -> {
                                context.timer("last", Duration.ofSeconds(1));
                                yield state;
                            }
                            case BY_CHOICE -> again(state, context);
                        };
            };
        }

        private static String again(String state, Context<String> context) {
            context.timer("try", SOON);
            return state;
        }
    }

    private static ActorSystem of(Actor<?, ?>... actors) {
        Vector<Topology.Node> nodes =
                Vector.of(actors)
                        .zipWithIndex((actor, n) ->
                                new Topology.Node(
                                        "n" + (n + 1),
                                        Vector.of(new Topology.Server("n" + (n + 1), actor))));
        return ActorSystem.of(new Topology(nodes)).crashing(nodes.map(Topology.Node::name));
    }

    private static Result.Verdict done(ActorSystem system, Trouble trouble) {
        Property<View> done =
                Property.eventually(
                        "done", world -> world.state("n2", String.class).contains("done"));
        return Search.with(Options.DEFAULT.keepingGoing())
                .run(system.having(Vector.of(done)), trouble)
                .verdict("done");
    }

    private static void assertGoesRound(Result.Verdict verdict) {
        assertEquals(Finding.VIOLATED, verdict.finding(), verdict::toString);
        Result.Path path = verdict.path().get();
        int loop = path.loop().get();
        assertTrue(loop < path.actions().size(), path::toString);
        assertEquals(path.states().get(loop), path.states().last());
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"AT_ONCE", "AFTER_A_TIMER"})
    void messageOrTimerThatIsDue_comesThoughAnotherTimerFiresForEver(Way way) {
        ActorSystem system = of(new Heart(Vector.of("n2")), new Listener(way, false));

        assertEquals(Finding.HOLDS, done(system, Trouble.NONE).finding());
    }

    @Test
    void timerThatIsDue_firesThoughItsOwnActorBeatsForEver() {
        ActorSystem system = of(new Heart(Vector.of("n2")), new Listener(Way.AFTER_A_TIMER, true));

        assertEquals(Finding.HOLDS, done(system, Trouble.NONE).finding());
    }

    /** Plays a ball back for ever. */
    private record Player(String other, boolean serves) implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            if (serves) {
                context.send(ActorRef.to("n2"), "go");
                context.send(ActorRef.to(other), "ball");
            }
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.send(ActorRef.to(other), message);
            return state;
        }
    }

    @Test
    void messageThatIsDue_arrivesThoughOthersGoBackAndForthForEver() {
        assertEquals(Finding.HOLDS, done(playing(Way.AT_ONCE), Trouble.NONE).finding());
        assertGoesRound(done(playing(Way.NEVER), Trouble.NONE));
    }

    private static ActorSystem playing(Way way) {
        return of(new Player("n3", true), new Listener(way, false), new Player("n1", false));
    }

    @Test
    void messageThatNobodyHeeds_isNotHeededForEver() {
        ActorSystem system = of(new Heart(Vector.of("n2")), new Listener(Way.NEVER, false));

        Result.Verdict verdict = done(system, Trouble.NONE);

        assertGoesRound(verdict);
        assertTrue(verdict.path().get().actions().contains("timer beat at n1"), verdict::toString);
    }

    @Test
    void messageThatIsHeededOnlyNowAndThen_mayAlwaysComeAtTheOtherTime() {
        ActorSystem system = of(new Heart(Vector.of("n2")), new Listener(Way.WHEN_ON, true));

        assertGoesRound(done(system, Trouble.NONE));
    }

    @Test
    void messageThatIsLost_doesNotCome() {
        ActorSystem system = of(new Heart(Vector.of("n2")), new Listener(Way.AT_ONCE, false));

        Result.Verdict verdict = done(system, Trouble.NONE.drops(1));

        assertGoesRound(verdict);
        assertTrue(verdict.path().get().actions().contains("drop go n1→n2"), verdict::toString);
    }

    @Test
    void choice_mayAlwaysBeTheSame() {
        ActorSystem system = of(new Heart(Vector.of("n2")), new Listener(Way.BY_CHOICE, false));

        assertEquals(Finding.VIOLATED, done(system, Trouble.NONE).finding());
        assertEquals(
                Finding.VIOLATED,
                done(of(new Counterpart(), new Listener(Way.BY_CHOICE, false)), Trouble.NONE)
                        .finding());
    }

    /** Says its word and nothing else, so that whoever hears it is alone afterwards. */
    private record Counterpart() implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            context.send(ActorRef.to("n2"), "go");
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }
    }

    @Test
    void nodeThatIsDown_bootsUnlessItIsLost() {
        ActorSystem system = of(new Heart(Vector.of()), new Awake());

        assertEquals(Finding.HOLDS, done(system, Trouble.NONE.crashes(1, 1)).finding());
        Result.Verdict lost =
                done(
                        of(new Heart(Vector.of()), new Dying()).rootExit(RootExit.STAYS_DOWN),
                        Trouble.NONE);
        assertGoesRound(lost);
    }

    /** Is done whenever it is there. */
    private record Awake() implements Actor<String, String> {

        @Override
        public String start(Context<String> context) {
            return "done";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            return state;
        }
    }

    /** Ends when its timer fires, before it is done. */
    private record Dying() implements Actor<String, String> {

        @Override
        public String start(Context<String> context) {
            context.timer("end", SOON);
            return "waits";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            throw new IllegalStateException("it ends");
        }
    }

    /** Writes and syncs again and again, so that it is busy now and then. */
    private record Writer() implements Actor<String, String> {

        @Override
        public String start(Context<String> context) {
            context.timer("write", SOON);
            return "on";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            if (message.equals("write")) {
                context.timer("write", SOON);
                context.disk().write("file", 0, new byte[] {1});
                context.disk().sync("file");
                return state;
            }
            return "done";
        }
    }

    @Test
    void messageForAnActorThatIsBusyNowAndThen_isHandledWhenItIsNot() {
        ActorSystem system = of(new Counterpart(), new Writer()).crashing(Vector.of("n1"));

        Result.Verdict verdict = done(system, Trouble.NONE.crashes(1, 1));

        assertEquals(Finding.HOLDS, verdict.finding(), verdict::toString);
    }

    @Test
    void systemOfHearts_neverSettles() {
        Result result =
                Search.with(Options.DEFAULT)
                        .run(of(new Heart(Vector.of())).settling("settles"), Trouble.NONE);

        assertEquals(Finding.VIOLATED, result.verdict("settles").finding());
        assertFalse(result.verdict("settles").path().get().loop().isEmpty());
    }
}
