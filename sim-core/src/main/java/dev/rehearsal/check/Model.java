package dev.rehearsal.check;

import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.Shape;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.function.Consumer;

/**
 * A transition system: where it can begin, what can happen, and what must hold.
 *
 * <p>Shape: states are immutable values, actions too. Several threads ask one model at the same
 * time, so it has no mutable state.
 *
 * <p>Order and determinism: initial states and actions come in an order that is a function of the
 * model and the state alone; of several counterexamples of one length the first in that order is
 * reported.
 *
 * <p>Errors: what a method throws ends the search and reaches the caller of {@link Search#run}.
 *
 * @param <S> its states
 * @param <A> its actions
 */
public interface Model<S, A> {

    /** The states in which it can begin. */
    Vector<S> initial();

    /** Hands over every action that is enabled in a state. */
    void actions(S state, Consumer<? super A> enabled);

    /**
     * The state after an enabled action; equal to {@code state} when the action changes nothing.
     */
    S next(S state, A action);

    /** What must hold, at most 64. */
    Vector<Property<S>> properties();

    /**
     * The boundary: a state outside is neither counted nor looked at, and neither is what lies
     * behind it.
     */
    default boolean within(S state) {
        return true;
    }

    /**
     * A number that differs, for all practical purposes, where the states differ. The default walks
     * through the whole value; a model that knows its states better is faster.
     */
    default long fingerprint(S state) {
        return Fingerprint.of(state);
    }

    /** What may be exchanged in its states; none when nothing may, or nobody has said it. */
    default Option<Symmetry<S>> symmetry() {
        return Option.none();
    }

    /** An action in the words of a counterexample. */
    default String describe(A action) {
        return String.valueOf(action);
    }

    /**
     * A state in the words of a counterexample, part by part: after each step those parts are shown
     * that it has changed. The components of a record, unless a model says otherwise.
     */
    default Vector<String> describeState(S state) {
        return Shape.words(state);
    }
}
