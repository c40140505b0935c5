package dev.rehearsal.check;

import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Which parts of a state may be exchanged: of all states that differ by such an exchange only one
 * is searched.
 *
 * <p>The representative is canonical: a function of the set of exchanged states alone, whatever the
 * order in which they are found. So the number of states is the number of orbits.
 *
 * <p>The properties of the model, its boundary and its steps must not tell the parts apart either;
 * nobody checks that.
 *
 * @param <S> the states
 */
@FunctionalInterface
public interface Symmetry<S> {

    /** The representative of a state. */
    S canonical(S state);

    /**
     * Parts that are interchangeable, such as the threads of a program: the representative has them
     * in the order of their fingerprints.
     *
     * <p>A part must hold everything that the state knows of it, what others remember of it
     * included, and no number or name of a part may stand anywhere else.
     *
     * @param parts takes a state apart
     * @param with the state with other parts
     */
    static <S, P> Symmetry<S> sorted(
            Function<S, Vector<P>> parts, BiFunction<S, Vector<P>, S> with) {
        return state -> with.apply(state, parts.apply(state).sortBy(Fingerprint::of));
    }
}
