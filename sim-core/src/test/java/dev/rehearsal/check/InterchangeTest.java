package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Interchange.Renaming;
import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.kernel.Topology;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Systems of actors in which nodes may be exchanged. */
class InterchangeTest {

    private static final Options ALL = Options.DEFAULT.keepingGoing();

    /** Counts its timer up to a limit. */
    private record Ticking(int most) implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            context.timer("tick", Duration.ofMillis(1));
            return 0;
        }

        @Override
        public Integer receive(Integer count, String message, Context<String> context) {
            if (count + 1 < most) {
                context.timer("tick", Duration.ofMillis(1));
            }
            return count + 1;
        }
    }

    /** Says its number to a gatherer, who keeps the paths of those it has heard. */
    private record Voter() implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            context.send(ActorRef.to("gatherer"), context.self().path());
            return 0;
        }

        @Override
        public Integer receive(Integer count, String message, Context<String> context) {
            return count + 1;
        }
    }

    private record Gatherer() implements Actor<TreeSet<String>, String> {

        @Override
        public TreeSet<String> start(Context<String> context) {
            return TreeSet.empty();
        }

        @Override
        public TreeSet<String> receive(
                TreeSet<String> heard, String path, Context<String> context) {
            context.send(ActorRef.to(path), "thanks");
            return heard.add(path);
        }
    }

    private static Vector<String> names(int count) {
        return Vector.rangeClosed(1, count).map(n -> "n" + n);
    }

    private static Topology.Node node(String name, Actor<?, ?> actor) {
        return new Topology.Node(name, Vector.of(new Topology.Server(name, actor)));
    }

    private static ActorSystem ticking(int nodes, int most) {
        return ActorSystem.of(new Topology(names(nodes).map(name -> node(name, new Ticking(most)))))
                .interchangeable(new Interchange(names(nodes), Renaming.NONE));
    }

    private static ActorSystem voting(int nodes) {
        return ActorSystem.of(
                        new Topology(
                                names(nodes)
                                        .map(name -> node(name, new Voter()))
                                        .append(node("gatherer", new Gatherer()))))
                .interchangeable(new Interchange(names(nodes), Renaming.NONE));
    }

    private static long choose(int n, int k) {
        long all = 1;
        for (int i = 1; i <= k; i++) {
            all = all * (n - k + i) / i;
        }
        return all;
    }

    @Test
    void equalCounters_haveAsManyStatesAsMultisetsOfCounts() {
        for (int nodes = 2; nodes <= 4; nodes++) {
            long all = 1;
            for (int n = 0; n < nodes; n++) {
                all *= 4;
            }
            assertEquals(all, Search.with(ALL).run(ticking(nodes, 3), Trouble.NONE).distinct());
            for (Strategy strategy : Strategy.values()) {
                for (int threads : new int[] {1, 2}) {
                    Result result =
                            Search.with(ALL.symmetric().strategy(strategy).threads(threads))
                                    .run(ticking(nodes, 3), Trouble.NONE);
                    assertEquals(choose(nodes + 3, 3), result.distinct());
                }
            }
        }
    }

    @Test
    void pathsInMessagesAndSortedSets_areExchangedToo() {
        for (int nodes = 2; nodes <= 4; nodes++) {
            long all = 1;
            for (int n = 0; n < nodes; n++) {
                all *= 3;
            }
            assertEquals(all, Search.with(ALL).run(voting(nodes), Trouble.NONE).distinct());
            for (Strategy strategy : Strategy.values()) {
                assertEquals(
                        choose(nodes + 2, 2),
                        Search.with(ALL.symmetric().strategy(strategy))
                                .run(voting(nodes), Trouble.NONE)
                                .distinct());
            }
        }
    }

    @Test
    void goalThatIsTheSameAfterAnyExchange_isFoundInAllItsWay() {
        Result result =
                Search.with(ALL.symmetric())
                        .run(
                                voting(4)
                                        .having(
                                                Vector.of(
                                                        Property.sometimes(
                                                                "three are thanked",
                                                                world ->
                                                                        world.states(Integer.class)
                                                                                        .count(n ->
                                                                                                n
                                                                                                        == 1)
                                                                                == 3))),
                                Trouble.NONE);

        Result.Verdict verdict = result.verdict("three are thanked");
        assertEquals(Finding.FOUND, verdict.finding());
        assertEquals(6, verdict.path().get().actions().size());
    }

    @Test
    void whatCannotBeExchanged_isRefused() {
        ActorSystem plain =
                ActorSystem.of(new Topology(names(2).map(name -> node(name, new Ticking(1)))));

        assertThrows(
                IllegalArgumentException.class,
                () -> Search.with(ALL.symmetric()).run(plain, Trouble.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> Search.with(ALL.symmetric()).partialOrder().run(ticking(2, 1), Trouble.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> Search.with(ALL.symmetric()).run(ticking(2, 1), Trouble.NONE.crashes(1, 1)));
        assertTrue(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Interchange(names(7), Renaming.NONE))
                        .getMessage()
                        .startsWith("there must be 2 to 6"));
    }
}
