package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.function.Predicate;

/** What is left out of the orders of steps makes no difference to what is found. */
class PartialOrderTest {

    private static final Options ALL = Options.DEFAULT.keepingGoing();
    private static final int NODES = 4;
    private static final int STATES = 3;

    /** A message with a content and a number of further messages that may follow from it. */
    private record Word(int content, int hops) {}

    /**
     * Does what a draw says: for each state and content another state, and whom it tells what. It
     * throws where the draw says so.
     */
    private record Drawn(long seed, int number) implements Actor<Integer, Word> {

        private Draw draw(int state, int content) {
            return Draw.seed(seed).in("turn").in(number).in(state).in(content);
        }

        @Override
        public Integer start(Context<Word> context) {
            Draw draw = Draw.seed(seed).in("start").in(number);
            for (int n = 0; n < draw.in("words").below(3); n++) {
                tell(draw.in(n), 2, context);
            }
            return 0;
        }

        private void tell(Draw draw, int hops, Context<Word> context) {
            int to = draw.in("to").below(NODES);
            if (to != number) {
                context.send(ActorRef.to("n" + (to + 1)), new Word(draw.in("what").below(2), hops));
            }
        }

        @Override
        public Integer receive(Integer state, Word word, Context<Word> context) {
            Draw draw = draw(state, word.content());
            if (draw.in("throws").chance(0.02)) {
                throw new IllegalStateException("drawn");
            }
            if (draw.in("idle").chance(0.2)) {
                return state;
            }
            if (word.hops() > 0 && draw.in("answers").chance(0.6)) {
                tell(draw, word.hops() - 1, context);
            }
            return draw.in("next").below(STATES);
        }
    }

    private static ActorSystem drawn(long seed) {
        ActorSystem system =
                ActorSystem.of(
                        new Topology(
                                Vector.range(0, NODES)
                                        .map(n ->
                                                new Topology.Node(
                                                        "n" + (n + 1),
                                                        Vector.of(
                                                                new Topology.Server(
                                                                        "n" + (n + 1),
                                                                        new Drawn(seed, n)))))));
        Draw draw = Draw.seed(seed).in("goals");
        Vector<Property<View>> goals = Vector.empty();
        int one = draw.in("one").below(NODES);
        for (int state = 0; state < STATES; state++) {
            goals = goals.append(Property.sometimes("one " + state, is(one, state)));
            int two = (one + 1) % NODES;
            if (draw.in("pairs").chance(0.5)) {
                for (int other = 0; other < STATES; other++) {
                    goals =
                            goals.append(
                                    Property.sometimes(
                                            "both " + state + " " + other,
                                            is(one, state).and(is(two, other))));
                }
            }
        }
        return system.having(goals);
    }

    private static Predicate<View> is(int node, int state) {
        return world -> world.state("n" + (node + 1), Integer.class).contains(state);
    }

    @Test
    void drawnSystems_haveTheSameVerdictsWithFewerStates() {
        compare(0, 30);
    }

    @Tag("long")
    @Test
    void manyDrawnSystems_haveTheSameVerdictsWithFewerStates() {
        compare(30, 500);
    }

    private static void compare(long from, long to) {
        Trouble[] troubles = {
            Trouble.NONE,
            Trouble.NONE.drops(Trouble.UNLIMITED),
            Trouble.NONE.over(Network.ORDERED),
            Trouble.NONE.over(Network.UNORDERED_DUPLICATING),
            Trouble.NONE.drops(1)
        };
        long full = 0;
        long reduced = 0;
        int fewer = 0;
        int threw = 0;
        for (long seed = from; seed < to; seed++) {
            Trouble trouble = troubles[(int) (seed % troubles.length)];
            Result all = Search.with(ALL.states(2_000)).run(drawn(seed), trouble);
            if (all.end() == Result.End.LIMIT) {
                continue;
            }
            Result some = Search.with(ALL).partialOrder().run(drawn(seed), trouble);
            assertEquals(
                    all.verdicts().map(Result.Verdict::finding),
                    some.verdicts().map(Result.Verdict::finding),
                    "seed " + seed + " " + trouble);
            assertTrue(some.distinct() <= all.distinct());
            full += all.distinct();
            reduced += some.distinct();
            fewer += some.distinct() < all.distinct() ? 1 : 0;
            threw +=
                    all.verdict(ActorSystem.NO_HANDLER_THROWS).finding() == Finding.VIOLATED
                            ? 1
                            : 0;
        }
        assertTrue(fewer > (to - from) / 10, "fewer=" + fewer);
        assertTrue(threw > 0, "threw=" + threw);
        assertTrue(reduced < full, reduced + " of " + full);
    }

    @Test
    void anyNumberOfThreadsAndAnyOrder_leaveOutTheSame() {
        for (long seed = 0; seed < 10; seed++) {
            Result one = Search.with(ALL).partialOrder().run(drawn(seed), Trouble.NONE);
            Result two = Search.with(ALL.threads(2)).partialOrder().run(drawn(seed), Trouble.NONE);
            assertEquals(one, two);
        }
    }

    /** Sends to whoever is told, and counts. */
    private record Counter(Vector<String> to) implements Actor<Integer, Word> {

        @Override
        public Integer start(Context<Word> context) {
            to.forEach(path -> context.send(ActorRef.to(path), new Word(0, 0)));
            return 0;
        }

        @Override
        public Integer receive(Integer count, Word word, Context<Word> context) {
            return count + 1;
        }
    }

    private static ActorSystem fan(int nodes) {
        return ActorSystem.of(
                new Topology(
                        Vector.range(0, nodes)
                                .map(n ->
                                        new Topology.Node(
                                                "n" + n,
                                                Vector.of(
                                                        new Topology.Server(
                                                                "n" + n,
                                                                new Counter(
                                                                        n > 0
                                                                                ? Vector.empty()
                                                                                : Vector.range(
                                                                                                1,
                                                                                                nodes)
                                                                                        .map(to ->
                                                                                                "n"
                                                                                                        + to))))))));
    }

    @Test
    void deliveriesToDifferentNodesThatNobodyLooksAt_comeInOneOrder() {
        assertEquals(1 << 6, Search.with(ALL).run(fan(7), Trouble.NONE).distinct());
        assertEquals(7, Search.with(ALL).partialOrder().run(fan(7), Trouble.NONE).distinct());
    }

    @Test
    void nodesThatAPropertyLooksAt_areTakenInEveryOrder() {
        ActorSystem system =
                fan(7).having(
                                Vector.of(
                                        Property.sometimes(
                                                "the last alone",
                                                world ->
                                                        world.state("n6", Integer.class).contains(1)
                                                                && world.state("n5", Integer.class)
                                                                        .contains(0))));

        Result result = Search.with(ALL).partialOrder().run(system, Trouble.NONE);

        assertEquals(Finding.FOUND, result.verdict("the last alone").finding());
        assertTrue(result.distinct() < 1 << 6, result::toString);
    }

    @Test
    void plainModel_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Search.with(ALL)
                                .partialOrder()
                                .run(
                                        new Model<Integer, Integer>() {
                                            @Override
                                            public Vector<Integer> initial() {
                                                return Vector.of(0);
                                            }

                                            @Override
                                            public void actions(
                                                    Integer state,
                                                    java.util.function.Consumer<? super Integer>
                                                            enabled) {}

                                            @Override
                                            public Integer next(Integer state, Integer action) {
                                                return state;
                                            }

                                            @Override
                                            public Vector<Property<Integer>> properties() {
                                                return Vector.empty();
                                            }
                                        }));
    }
}
