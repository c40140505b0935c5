package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.kernel.Topology;

import io.vavr.collection.Vector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/** A reference to a life that has ended never comes to name a later one, wherever it is kept. */
class OldReferenceTest {

    /** Where the one who pokes keeps the reference. */
    private enum Kept {
        IN_ITS_CONFIGURATION,
        IN_ITS_STATE,
        IN_A_MESSAGE_BEHIND_A_SYNC,
        IN_A_TIMER_BEHIND_A_SYNC
    }

    private record Poke(ActorRef<Object> whom) {}

    /** Ends by itself in its first life, and remembers in its second what it heard. */
    private record Target(int life) implements Actor<String, Object> {
        @Override
        public String start(Context<Object> context) {
            if (life == 1) {
                context.timer("end", Duration.ofMillis(1));
            }
            return "life " + life;
        }

        @Override
        public String receive(String state, Object message, Context<Object> context) {
            if (message.equals("end")) {
                context.exit(new ExitReason.Normal());
            }
            return message.equals("for the first") && life == 2 ? "mistaken" : state;
        }
    }

    /** Starts the target, and once more when it has ended. */
    private record Boss(Kept kept) implements Actor<Integer, Object> {
        @Override
        public Integer start(Context<Object> context) {
            ActorRef<Object> target = context.spawn("target", new Target(1));
            context.monitor(target);
            ActorRef<Object> poker =
                    context.spawn(
                            "poker",
                            new Poker(
                                    kept,
                                    kept == Kept.IN_ITS_CONFIGURATION
                                            ? Vector.of(target)
                                            : Vector.empty()));
            if (kept != Kept.IN_ITS_CONFIGURATION) {
                context.send(poker, new Poke(target));
            }
            return 1;
        }

        @Override
        public Integer receive(Integer lives, Object message, Context<Object> context) {
            if (!message.equals("again")) {
                return lives;
            }
            context.spawn("target", new Target(2));
            return 2;
        }

        @Override
        public Integer signal(Integer lives, Signal signal, Context<Object> context) {
            if (signal instanceof Signal.Down) {
                context.timer("again", Duration.ofMillis(1));
            }
            return lives;
        }
    }

    /** Sends something to the first life, at any time. */
    private record Poker(Kept kept, Vector<ActorRef<Object>> known)
            implements Actor<Vector<ActorRef<Object>>, Object> {
        @Override
        public Vector<ActorRef<Object>> start(Context<Object> context) {
            if (kept == Kept.IN_ITS_CONFIGURATION) {
                context.timer("poke", Duration.ofMillis(1));
            }
            return Vector.empty();
        }

        @Override
        public Vector<ActorRef<Object>> receive(
                Vector<ActorRef<Object>> state, Object message, Context<Object> context) {
            if (message instanceof Poke(ActorRef<Object> whom)) {
                return switch (kept) {
                    case IN_ITS_CONFIGURATION -> state;
                    case IN_ITS_STATE -> {
                        context.timer("poke", Duration.ofMillis(1));
                        yield Vector.of(whom);
                    }
                    case IN_A_MESSAGE_BEHIND_A_SYNC -> {
                        context.disk().append("notes", new byte[1]);
                        context.disk().sync("notes");
                        context.send(whom, "for the first");
                        yield state;
                    }
                    case IN_A_TIMER_BEHIND_A_SYNC -> {
                        context.disk().append("notes", new byte[1]);
                        context.disk().sync("notes");
                        context.timer(new Late(whom), Duration.ofMillis(1));
                        yield state;
                    }
                };
            }
            if (message instanceof Late(ActorRef<Object> whom)) {
                context.send(whom, "for the first");
            } else {
                known.appendAll(state).forEach(whom -> context.send(whom, "for the first"));
            }
            return state;
        }
    }

    private record Late(ActorRef<Object> whom) {}

    @ParameterizedTest
    @EnumSource(Kept.class)
    void message_toALifeThatHasEnded_reachesNoLaterOne(Kept kept) {
        Topology topology =
                new Topology(
                        Vector.of(
                                new Topology.Node(
                                        "n", Vector.of(new Topology.Server("n", new Boss(kept))))));
        ActorSystem system =
                ActorSystem.of(topology)
                        .having(
                                Vector.of(
                                        Property.always(
                                                "nobody is mistaken",
                                                world ->
                                                        !world.states(String.class)
                                                                .contains("mistaken")),
                                        Property.sometimes(
                                                "the target lives again",
                                                world ->
                                                        world.states(String.class)
                                                                .contains("life 2"))))
                        .crashing(Vector.of("n"));

        Result result = Search.with(Options.DEFAULT).run(system, Trouble.NONE.crashes(1, 1));

        assertEquals(Result.End.EXHAUSTED, result.end(), result::toString);
        assertEquals(
                Result.Finding.FOUND,
                result.verdict("the target lives again").finding(),
                result::toString);
    }
}
