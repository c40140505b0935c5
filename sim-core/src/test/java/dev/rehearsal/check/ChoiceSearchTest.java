package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.kernel.Topology;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Where a handler chooses, every option is taken. */
class ChoiceSearchTest {

    private static final Vector<String> COLOURS = Vector.of("red", "green", "blue");

    /** Draws so often at its start, and so often for each message. */
    private record Painter(int first, int then) implements Actor<Vector<String>, String> {

        private static Vector<String> draw(Vector<String> had, int times, Context<String> context) {
            Vector<String> all = had;
            for (int i = 0; i < times; i++) {
                all = all.append(context.choose("colour", COLOURS));
            }
            return all;
        }

        @Override
        public Vector<String> start(Context<String> context) {
            return draw(Vector.empty(), first, context);
        }

        @Override
        public Vector<String> receive(Vector<String> had, String message, Context<String> context) {
            return draw(had, then, context);
        }
    }

    private record Asker(int messages) implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            for (int i = 0; i < messages; i++) {
                context.send(ActorRef.<String>to("n1"), "paint" + i);
            }
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }
    }

    private static ActorSystem system(Set<String> seen, Actor<?, ?>... actors) {
        Vector<Topology.Node> nodes =
                Vector.of(actors)
                        .zipWithIndex((actor, n) ->
                                new Topology.Node(
                                        "n" + (n + 1),
                                        Vector.of(new Topology.Server("n" + (n + 1), actor))));
        return ActorSystem.of(new Topology(nodes))
                .crashing(Vector.of("n1"))
                .within(world ->
                        seen.add(
                                        String.valueOf(world.state(0))
                                                .replace("Vector", "")
                                                .replace("null", "down"))
                                || true);
    }

    private static Set<String> seen() {
        return ConcurrentHashMap.newKeySet();
    }

    private static Result search(ActorSystem system, Trouble trouble) {
        return Search.with(Options.DEFAULT.keepingGoing()).run(system, trouble);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 3", "2, 9", "4, 81"})
    void choicesAtTheStart_giveAnInitialStateForEachWay(int times, int states) {
        Set<String> seen = seen();

        Result result = search(system(seen, new Painter(times, 0)), Trouble.NONE);

        assertEquals(states, result.distinct());
        assertEquals(states, result.generated());
        assertEquals(states, seen.size());
    }

    @Test
    void choicesForAMessage_areStepsOfTheirOwn() {
        Set<String> seen = seen();

        Result result = search(system(seen, new Painter(0, 2), new Asker(1)), Trouble.NONE);

        assertEquals(1 + 9, result.distinct());
        assertEquals(1 + 9, seen.size());
        assertTrue(seen.contains("(blue, green)"), seen::toString);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void choices_anyOrderOfSearchAndAnyNumberOfThreads_giveTheSameStates(Strategy strategy) {
        for (int threads = 1; threads <= 2; threads++) {
            Result result =
                    Search.with(Options.DEFAULT.keepingGoing().strategy(strategy).threads(threads))
                            .run(system(seen(), new Painter(1, 1), new Asker(2)), Trouble.NONE);

            // Two messages in any order: 3 + 2 * 9 + 27.
            assertEquals(3 + 18 + 27, result.distinct());
        }
    }

    /** Writes one of two words, says one of two, and syncs in between. */
    private record Writer() implements Actor<String, String> {
        @Override
        public String start(Context<String> context) {
            return context.disk().read("word").map(String::new).getOrElse("");
        }

        @Override
        public String receive(String had, String message, Context<String> context) {
            String word = context.choose("word", Vector.of("a", "b"));
            context.disk().append("word", word.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            context.disk().sync("word");
            String said = context.choose("said", Vector.of("x", "y"));
            return word + said;
        }
    }

    @Test
    void crashInATurnThatChooses_comesWithEveryChoice() {
        Set<String> seen = seen();

        search(system(seen, new Writer(), new Asker(1)), Trouble.NONE.crashes(1, 1));

        assertEquals(
                new TreeSet<>(Set.of("", "down", "ax", "ay", "bx", "by", "a", "b", "\0")),
                new TreeSet<>(seen),
                "with each choice the turn ends, or is cut before the word is synced, or after");
    }

    @Test
    void turnsThatWaitInASync_afterDifferentChoices_areDifferentStates() {
        Set<String> seen = seen();

        Result result =
                search(
                        system(seen, new Writer(), new Asker(1)).crashing(Vector.empty()),
                        Trouble.NONE.crashes(1, 1));

        // Before the message; four turns that wait; four that are done.
        assertEquals(9, result.distinct());
    }

    private static Result.Path path(ActorSystem system) {
        return Search.with(Options.DEFAULT)
                .run(system, Trouble.NONE)
                .verdict("never blue and blue")
                .path()
                .get();
    }

    private static ActorSystem never(Painter painter, Actor<?, ?>... others) {
        return system(seen(), Vector.of(others).prepend(painter).toJavaArray(Actor[]::new))
                .having(
                        Vector.of(
                                Property.always(
                                        "never blue and blue",
                                        world ->
                                                !Vector.of("blue", "blue")
                                                        .equals(world.state(0)))));
    }

    @Test
    void counterexample_namesWhatWasChosen() {
        Result.Path path = path(never(new Painter(1, 1), new Asker(1)));

        assertEquals(Vector.of("n1 chooses blue as its colour"), path.begun().map(String::valueOf));
        assertEquals(
                Vector.of("deliver paint0 n2→n1, n1 chooses blue as its colour"), path.actions());
    }

    @Test
    void counterexample_withoutAnyStep_namesWhatWasChosenAtTheStart() {
        Result.Path path = path(never(new Painter(2, 0)));

        assertEquals(2, path.begun().size());
        assertEquals(Vector.empty(), path.actions());
    }
}
