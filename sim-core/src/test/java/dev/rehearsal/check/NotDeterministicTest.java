package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.kernel.Topology;

import io.vavr.collection.Vector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Handlers that do not do the same again, in the search of all states: it proves nothing. */
class NotDeterministicTest {

    /** Where a canary escapes the simulation. */
    enum Leak {
        STATE("n2 handled=go difference=state: "),
        FIFTH_TIME("n2 handled=go difference=state: "),
        EFFECT("n2 handled=go difference=effect 1: "),
        NUMBER_OF_EFFECTS("n2 handled=go difference=effect "),
        THROWS("n2 handled=go difference="),
        OPTIONS("n2 handled=go difference=choice 1: "),
        TIMER("n2 handled=tick difference=state: "),
        START("n2 handled=its start difference=state: ");

        final String told;

        Leak(String told) {
            this.told = told;
        }
    }

    /** Asks a random source that nobody has seeded, or counts how often it was run. */
    private record Canary(Leak leak, AtomicInteger calls) implements Actor<Integer, String> {

        private static int drawn() {
            return new Random().nextInt();
        }

        @Override
        public Integer start(Context<String> context) {
            context.timer("tick", Duration.ofMillis(1));
            return leak == Leak.START ? drawn() : 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            if (message.equals("tick")) {
                return leak == Leak.TIMER ? drawn() : state;
            }
            return switch (leak) {
                case STATE -> drawn();
                case FIFTH_TIME -> state + (calls.incrementAndGet() == 5 ? 1 : 0);
                case EFFECT -> {
                    context.send(ActorRef.to("n1"), "seen" + drawn());
                    yield state;
                }
                case NUMBER_OF_EFFECTS -> {
                    for (int i = calls.incrementAndGet() % 2; i > 0; i--) {
                        context.send(ActorRef.to("n1"), "seen");
                    }
                    yield state;
                }
                case THROWS -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("only the first time");
                    }
                    yield state;
                }
                case OPTIONS ->
                        state + context.choose("way", Vector.range(0, calls.incrementAndGet()));
                case TIMER, START -> state;
            };
        }
    }

    /** The same number of the same seed, whenever it is asked. */
    private record Seeded() implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            int drawn = new Random(42 + state).nextInt(5);
            context.choose("way", Vector.range(0, 1 + drawn));
            context.send(ActorRef.to("n1"), "seen" + drawn);
            return drawn;
        }
    }

    private record Sender() implements Actor<Integer, String> {

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

    private static ActorSystem with(Actor<?, String> other) {
        return ActorSystem.of(
                new Topology(
                        Vector.of(
                                new Topology.Node(
                                        "n1", Vector.of(new Topology.Server("n1", new Sender()))),
                                new Topology.Node(
                                        "n2", Vector.of(new Topology.Server("n2", other))))));
    }

    @ParameterizedTest
    @EnumSource(Leak.class)
    void handlerThatDoesNotDoTheSame_isRefusedWithActorMessageAndDifference(Leak leak) {
        Search search = Search.with(Options.DEFAULT.keepingGoing());
        ActorSystem system = with(new Canary(leak, new AtomicInteger()));

        NotDeterministicException thrown =
                assertThrows(
                        NotDeterministicException.class, () -> search.run(system, Trouble.NONE));

        assertTrue(thrown.getMessage().contains("actor=" + leak.told), thrown::getMessage);
        assertTrue(thrown.getMessage().contains("rehearse doctor"), thrown::getMessage);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void handlerThatDoesTheSame_isSearchedToTheEnd(int threads) {
        Result result =
                Search.with(Options.DEFAULT.keepingGoing().threads(threads))
                        .run(with(new Seeded()), Trouble.NONE);

        assertEquals(End.EXHAUSTED, result.end());
    }
}
