package dev.rehearsal.check;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What a {@link Search} found.
 *
 * <p>Determinism: a function of model and options, whatever the number of threads, unless a limit
 * on time ended the search.
 *
 * @param end why the search ended
 * @param limit which limit ended it; none when {@code end} is not {@link End#LIMIT}
 * @param distinct how many different states were found, initial ones included
 * @param generated the initial states and every step that was taken, repeats included
 * @param depth steps on the longest of the shortest paths; none when the search was not breadth
 *     first and nobody knows
 * @param terminal how many states have no step
 * @param verdicts for each property, in the model's order
 */
public record Result(
        End end,
        Option<Limit> limit,
        long distinct,
        long generated,
        Option<Integer> depth,
        long terminal,
        Vector<Verdict> verdicts) {

    /** Why a search ended. */
    public enum End {
        /** Every state was visited. */
        EXHAUSTED,
        /** A property is violated, and nobody asked to go on. */
        VIOLATED,
        /** A limit was reached first. */
        LIMIT
    }

    /** What a search may run out of. */
    public enum Limit {
        /** Distinct states. */
        STATES,
        /** Steps from an initial state. */
        DEPTH,
        /** Time. */
        TIME,
        /** Memory of the tables. */
        MEMORY
    }

    /** What is known of a property. */
    public enum Finding {
        /** It holds, proven. */
        HOLDS("holds"),
        /** It does not hold; there is a counterexample. */
        VIOLATED("violated"),
        /** A goal was reached; there is a witness. */
        FOUND("found"),
        /** A goal cannot be reached, proven. */
        NOT_FOUND("not-found"),
        /** The search ended before anybody knew. */
        INCONCLUSIVE("inconclusive");

        private final String label;

        Finding(String label) {
            this.label = label;
        }

        /** The finding as it is printed. */
        public String label() {
            return label;
        }
    }

    /**
     * What is known of one property.
     *
     * @param message which part is wrong; empty when nothing is to be said
     * @param path the counterexample or the witness; none where there is neither
     */
    public record Verdict(
            String name, Property.Kind kind, Finding finding, String message, Option<Path> path) {}

    /**
     * A way through the states.
     *
     * @param begun what actors choose before the first action, in a system of actors
     * @param actions in order
     * @param states in words: the initial one and that after each action
     * @param changes the parts of the state that each action has changed, in words as they are
     *     after it; empty when no words tell
     * @param loop where the path goes on for ever: the number of actions after which the state is
     *     the same as at its end; none when it ends
     * @param moves the actions as values, for a system of actors; else none
     */
    public record Path(
            Vector<Move.Choice> begun,
            Vector<String> actions,
            Vector<String> states,
            Vector<String> changes,
            Option<Integer> loop,
            Vector<Move> moves) {}

    /** The verdict on the property of that name. */
    public Verdict verdict(String name) {
        return verdicts.find(verdict -> verdict.name().equals(name))
                .getOrElseThrow(() ->
                        new IllegalArgumentException("there is no such property: name=" + name));
    }

    /** Whether a property is known not to hold, a goal that cannot be reached included. */
    public boolean refuted() {
        return verdicts.exists(verdict ->
                verdict.finding() == Finding.VIOLATED || verdict.finding() == Finding.NOT_FOUND);
    }

    /**
     * At most this is the probability that two of the states have one fingerprint of 64 bits, so
     * that one of them was never looked at.
     */
    public double collisionProbability() {
        double n = distinct;
        return -Math.expm1(-n * (n - 1) * 0x1p-65);
    }
}
