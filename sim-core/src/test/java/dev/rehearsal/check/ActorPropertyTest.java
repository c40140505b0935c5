package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.check.ActorSystem.RootExit;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.Predicate;

/** Properties over the world of a system of actors, in the search of all its states. */
class ActorPropertyTest {

    private static final Options ALL = Options.DEFAULT.keepingGoing();

    /** Counts what it hears up to a limit, and sends at its start. */
    private record Counter(int most, Vector<String> to) implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            to.forEach(path -> context.send(ActorRef.to(path), "one"));
            return 0;
        }

        @Override
        public Integer receive(Integer count, String message, Context<String> context) {
            return Math.min(most, count + 1);
        }
    }

    private static ActorSystem of(Actor<?, ?>... actors) {
        return ActorSystem.of(
                new Topology(
                        Vector.of(actors)
                                .zipWithIndex((actor, n) ->
                                        new Topology.Node(
                                                "n" + (n + 1),
                                                Vector.of(
                                                        new Topology.Server(
                                                                "n" + (n + 1), actor))))));
    }

    /** Two messages to the second of two nodes. */
    private static ActorSystem counting() {
        return of(new Counter(9, Vector.of("n2", "n2")), new Counter(9, Vector.empty()));
    }

    private static Predicate<View> counted(int count) {
        return world -> world.state("n2", Integer.class).contains(count);
    }

    private static Result search(ActorSystem system, Trouble trouble) {
        return Search.with(ALL).run(system, trouble);
    }

    private static Result.Verdict judge(Property<View> property, Trouble trouble) {
        return search(counting().having(Vector.of(property)), trouble).verdict(property.name());
    }

    @Test
    void invariantThatIsBroken_saysWhatIsWrongAfterTheFewestSteps() {
        Property<View> few =
                Property.invariant(
                        "few",
                        world ->
                                world.state("n2", Integer.class)
                                        .filter(count -> count > 1)
                                        .map(count -> "n2 has counted " + count)
                                        .getOrNull());

        Result.Verdict verdict = judge(few, Trouble.NONE);

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals("n2 has counted 2", verdict.message());
        assertEquals(
                Vector.of("deliver one n1→n2", "deliver one n1→n2"),
                verdict.path().get().actions());
    }

    @Test
    void goal_isFoundOrKnownNotToBeThere() {
        assertEquals(
                Finding.FOUND,
                judge(Property.sometimes("two", counted(2)), Trouble.NONE).finding());
        assertEquals(
                Finding.NOT_FOUND,
                judge(Property.sometimes("three", counted(3)), Trouble.NONE).finding());
    }

    @Test
    void whatMustCome_comesUnlessAMessageIsLost() {
        Property<View> two = Property.eventually("two", counted(2));

        assertEquals(Finding.HOLDS, judge(two, Trouble.NONE).finding());
        Result.Verdict lost = judge(two, Trouble.NONE.drops(1));
        assertEquals(Finding.VIOLATED, lost.finding());
        assertEquals(3, lost.path().get().actions().size());
        assertTrue(lost.path().get().actions().contains("drop one n1→n2"), lost::toString);
    }

    @Test
    void whatMustCome_isOpenWhereADepthWasTheLimit() {
        Property<View> two = Property.eventually("two", counted(2));
        Result result =
                Search.with(ALL.depth(1)).run(counting().having(Vector.of(two)), Trouble.NONE);

        assertEquals(End.LIMIT, result.end());
        assertEquals(Finding.INCONCLUSIVE, result.verdict("two").finding());
    }

    @Test
    void oneThingThatLeadsToAnother_isJudgedFromWhereTheFirstHolds() {
        Property<View> leads = Property.leadsTo("two", counted(1), counted(2));

        assertEquals(Finding.HOLDS, judge(leads, Trouble.NONE).finding());
        assertEquals(Finding.VIOLATED, judge(leads, Trouble.NONE.drops(1)).finding());
        Property<View> never = Property.leadsTo("never", counted(2), counted(3));
        assertEquals(Finding.VIOLATED, judge(never, Trouble.NONE).finding());
        Property<View> idle = Property.leadsTo("idle", counted(5), counted(9));
        assertEquals(Finding.HOLDS, judge(idle, Trouble.NONE.drops(2)).finding());
    }

    /** Turns round for ever: the timer is set again, and the state is another. */
    private record Blinker(boolean stops) implements Actor<Boolean, String> {

        @Override
        public Boolean start(Context<String> context) {
            context.timer("tick", Duration.ofMillis(1));
            return false;
        }

        @Override
        public Boolean receive(Boolean on, String message, Context<String> context) {
            if (!stops || !on) {
                context.timer("tick", Duration.ofMillis(1));
            }
            return !on;
        }
    }

    @Test
    void systemThatGoesRoundForEver_doesNotSettle() {
        Result ever = search(of(new Blinker(false)).settling("settles"), Trouble.NONE);
        Result once = search(of(new Blinker(true)).settling("settles"), Trouble.NONE);

        assertEquals(Finding.VIOLATED, ever.verdict("settles").finding());
        assertTrue(ever.verdict("settles").path().get().loop().isDefined());
        assertEquals(Finding.HOLDS, once.verdict("settles").finding());
    }

    @Test
    void repeatedMessages_areNoReasonNotToSettle() {
        Result result =
                search(
                        of(new Counter(3, Vector.of("n2")), new Counter(3, Vector.empty()))
                                .settling("settles"),
                        Trouble.NONE.over(Network.UNORDERED_DUPLICATING));

        assertEquals(Finding.HOLDS, result.verdict("settles").finding());
    }

    /** Ends when it is told to. */
    private record Mortal() implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.exit(new ExitReason.Because("told to"));
            return state;
        }
    }

    @Test
    void endThatNobodyHears_isAViolationOrBootsTheNode() {
        ActorSystem system = of(new Counter(1, Vector.of("n2")), new Mortal());

        Result refused = search(system, Trouble.NONE);
        Result boots = search(system.rootExit(RootExit.BOOTS), Trouble.NONE);
        Result stays = search(system.rootExit(RootExit.STAYS_DOWN), Trouble.NONE);

        Result.Verdict verdict = refused.verdict(ActorSystem.NO_EXIT_UNHEARD);
        assertEquals(Finding.VIOLATED, verdict.finding());
        assertTrue(verdict.message().startsWith("n2 ended with "), verdict::message);
        assertEquals(Finding.HOLDS, boots.verdict(ActorSystem.NO_EXIT_UNHEARD).finding());
        assertEquals(3, boots.distinct());
        assertEquals(2, stays.distinct());
    }

    /** Ends its child now and then, and starts it again. */
    private record Keeper() implements Actor<Integer, String> {

        @Override
        public boolean trapsExits() {
            return true;
        }

        @Override
        public Integer start(Context<String> context) {
            begin(context);
            return 0;
        }

        private static void begin(Context<String> context) {
            context.spawnLinked("child", new Mortal());
            context.timer("end it", Duration.ofMillis(1));
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.exit(ActorRef.to("n1/child"), new ExitReason.Because("told to"));
            return state;
        }

        @Override
        public Integer signal(Integer state, Signal signal, Context<String> context) {
            if (signal instanceof Signal.Exit) {
                begin(context);
            }
            return state;
        }
    }

    @Test
    void childThatIsStartedAgainAndAgain_leadsToFewStates() {
        ActorSystem system = of(new Keeper()).crashing(Vector.of("n1"));
        Trouble ever = Trouble.NONE.crashes(Trouble.UNLIMITED, 1);

        Result alone = Search.with(ALL.states(1_000)).run(system, ever);
        Result both = Search.with(ALL.states(1_000).threads(2)).run(system, ever);

        assertEquals(End.EXHAUSTED, alone.end());
        assertTrue(alone.distinct() < 100, alone::toString);
        assertEquals(alone, both);
    }

    /** Waits for a message, and for how long. */
    private record Waiter() implements Actor<String, String> {

        @Override
        public String start(Context<String> context) {
            context.timer("late", Duration.ofSeconds(1));
            return "";
        }

        @Override
        public String receive(String heard, String message, Context<String> context) {
            return heard + message;
        }
    }

    @Test
    void timersThatComeLast_fireOnlyWhenNoMessageIsLeft() {
        ActorSystem system =
                of(new Counter(9, Vector.of("n2")), new Waiter())
                        .having(
                                Vector.of(
                                        Property.sometimes(
                                                "late first",
                                                world ->
                                                        world.state("n2", String.class)
                                                                .contains("late")),
                                        Property.sometimes(
                                                "late last",
                                                world ->
                                                        world.state("n2", String.class)
                                                                .contains("onelate"))));

        Result any = search(system, Trouble.NONE);
        Result last = search(system.timingLast(), Trouble.NONE);
        Result lost = search(system.timingLast(), Trouble.NONE.drops(1));

        assertEquals(Finding.FOUND, any.verdict("late first").finding());
        assertEquals(Finding.NOT_FOUND, last.verdict("late first").finding());
        assertEquals(Finding.FOUND, last.verdict("late last").finding());
        assertEquals(Finding.FOUND, lost.verdict("late first").finding());
    }

    /** Looks at both clocks. */
    private record Watcher() implements Actor<String, String> {

        @Override
        public String start(Context<String> context) {
            return context.now() + " " + context.monotonic();
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            return state;
        }
    }

    @Test
    void clockThatIsFrozen_showsTheBeginningOfARun() {
        Property<View> midnight =
                Property.always(
                        "midnight",
                        world ->
                                world.state("n1", String.class)
                                        .contains("2000-01-01T00:00:00Z PT0S"));

        assertEquals(
                Finding.HOLDS,
                search(of(new Watcher()).freezing().having(Vector.of(midnight)), Trouble.NONE)
                        .verdict("midnight")
                        .finding());
    }
}
