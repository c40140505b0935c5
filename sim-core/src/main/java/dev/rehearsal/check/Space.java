package dev.rehearsal.check;

import io.vavr.collection.Vector;

import java.util.List;

/**
 * What the engine sees of a transition system: states that it keeps and hands back, and their
 * fingerprints.
 *
 * <p>A space may keep its states in any form, a packed array for instance, and need not build a
 * state that is known already: it says the fingerprint first.
 *
 * @param <S> the form in which a state waits to be expanded
 */
interface Space<S> {

    /**
     * A property as the engine knows it.
     *
     * @param name under which its verdict is reported
     */
    record Goal(String name, Property.Kind kind) {}

    /** The properties, at most 64. */
    Vector<Goal> goals();

    /** Who expands states; one for each thread. */
    Expander<S> expander();

    /** Who expands states in the search: it may leave out steps that make no difference. */
    default Expander<S> searcher() {
        return expander();
    }

    /** The space in which it is judged what comes on every path: this one, unless it says so. */
    default Space<S> living() {
        return this;
    }

    /**
     * Where steps go.
     *
     * <p>A space in which some actions are not put off for ever says of which action the steps are
     * that follow, before it announces them. In a space that says nothing all steps are of one
     * action: a path goes on as long as there is a step.
     */
    interface Sink<S> {

        /**
         * The steps that follow, up to the next call, are ways to take an action, known by a number
         * other than 0.
         */
        default void taking(long action) {}

        /** The action can also be taken so that nothing changes. */
        default void idles() {}

        /** The action is due, and nobody can take it as long as its actor is busy. */
        default void waits() {}

        /**
         * There is a step to a state with that fingerprint.
         *
         * @return whether the state is to be handed to {@link #reached}, at once
         */
        boolean step(long fingerprint);

        /** The state of the step that was announced. */
        void reached(S state);

        /** There is a step across the boundary. */
        void outside();
    }

    /** Expands states; used by one thread. */
    interface Expander<S> {

        /** Every initial state, as a step from nowhere. */
        void initial(Sink<S> sink);

        /** Every step from a state, in an order that is a function of the state alone. */
        void expand(S state, Sink<S> sink);

        /**
         * A bit for each property: whether its condition holds in the state. For {@link
         * Property.Kind#LEADS_TO} that is the second condition.
         */
        long conditions(S state);

        /** Whether the first condition of a {@link Property.Kind#LEADS_TO} holds. */
        boolean begins(S state, int goal);

        /** What is wrong in a state that violates a {@link Property.Kind#ALWAYS}. */
        String message(S state, int goal);

        /** The actions in the order of the steps of {@link #expand} inside the boundary. */
        List<String> actions(S state);

        /** The same as values, for systems of actors; else none. */
        default List<Move> moves(S state) {
            return List.of();
        }

        /**
         * What is chosen on the way to each initial state inside the boundary, for systems of
         * actors; else none.
         */
        default List<Vector<Move.Choice>> begun() {
            return List.of();
        }

        /** The state in words, part by part. */
        Vector<String> describe(S state);
    }
}
