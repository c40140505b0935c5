package dev.rehearsal.determinism.canary;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;

import java.time.Duration;

/**
 * An actor that pokes itself three times and remembers what it saw; what it has seen so far is in
 * each message, so that a run's trace hash covers it.
 */
public interface Canary extends Actor<String, Canary.Poke> {

    /** How often a canary is poked. */
    int POKES = 3;

    /**
     * A poke.
     *
     * @param number from 1
     * @param seen what was seen before
     */
    record Poke(int number, String seen) {}

    /** What the actor sees at a poke. */
    String sees(int number);

    @Override
    default String start(Context<Poke> context) {
        context.timer(new Poke(1, ""), Duration.ofMillis(1));
        return "";
    }

    @Override
    default String receive(String state, Poke poke, Context<Poke> context) {
        String seen = state + sees(poke.number()) + ";";
        context.timer(new Poke(poke.number() + 1, seen), Duration.ofMillis(1));
        if (poke.number() == POKES) {
            context.cancel(new Poke(poke.number() + 1, seen));
        }
        return seen;
    }
}
