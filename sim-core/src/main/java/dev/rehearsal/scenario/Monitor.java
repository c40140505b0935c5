package dev.rehearsal.scenario;

import dev.rehearsal.kernel.View;

import io.vavr.control.Option;

/**
 * What is to hold of a whole run, told from what its actors were before: one leader for each term
 * there ever was, nothing committed that is lost later. It watches the states as they change and
 * remembers what it needs; an {@link Invariant} sees one world alone.
 *
 * <p>Shape: a fold. {@code G} is the memory, an immutable value; the monitor itself is code.
 *
 * <p>Order and determinism: it is told of each actor whose state has changed in a step, in the
 * order of their numbers, after the step; of an actor that ended or lost its node, too. Its memory
 * is a function of what it was shown.
 *
 * <p>Cost: {@link #after} is called for every turn that changed a state, so look first whether that
 * actor is one that matters, and give back the same memory when there is nothing to remember; then
 * {@link #broken} is not asked.
 *
 * <p>Source: Abadi and Lamport, <i>The Existence of Refinement Mappings</i>, 1991, on history
 * variables; the monitors of the language P.
 *
 * @param <G> the memory
 */
public interface Monitor<G> {

    /** The memory before anything has happened. */
    G initial();

    /**
     * The memory after the state of an actor has changed.
     *
     * @param actor its number in the world; its state is null when it does not live
     */
    G after(G memory, View world, int actor);

    /** What does not hold, in one sentence with the values; none when all holds. */
    Option<String> broken(G memory);
}
