package dev.rehearsal.history;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an object does when it serves one operation at a time: the specification that a concurrent
 * history is held against.
 *
 * <p>Shape: pure functions over immutable states with {@code equals} and {@code hashCode}; {@code
 * S} is a state, {@code I} an operation with its arguments, {@code O} its result. States are never
 * null.
 *
 * <p>Order and determinism: the engine asks in any order and remembers answers, so equal arguments
 * must give equal answers.
 *
 * <p>Cost: the engine asks once per distinct (state, operation).
 *
 * <p>Source: Herlihy and Wing, "Linearizability: a correctness condition for concurrent objects",
 * 1990. A specification that gives each operation exactly one result is written in fewer lines as a
 * {@link DeterministicModel}.
 */
public interface Model<S, I, O> {

    /** The part of operations in a model that is not divided. */
    Object WHOLE = "";

    /** The state before the first operation. */
    S initial();

    /** Can this operation return this in this state, and what is the state then? */
    Step<S> step(S state, I input, O output);

    /**
     * The states that the operation can leave, whatever it returns. Empty: it cannot happen here.
     */
    List<S> stepUnknown(S state, I input);

    /** Whether the operation never changes any state, whatever it returns. */
    default boolean reads(I input) {
        return false;
    }

    /**
     * Whether the operation with this result never changes any state: it is placed as early as it
     * is legal. To say false costs time; to say true wrongly costs correctness.
     */
    default boolean observes(I input, O output) {
        return reads(input);
    }

    /**
     * The result that a failure amounts to; empty where a failed operation has no effect and tells
     * nothing.
     */
    default Optional<O> failed(I input) {
        return Optional.empty();
    }

    /**
     * The key by which a linearizability check may be divided: operations with unequal keys never
     * influence each other. {@link #WHOLE} for all: not divided. Equal keys must print equally,
     * unequal ones differently.
     */
    default Object part(I input) {
        return WHOLE;
    }

    /**
     * The observation quotient: maps each state to a representative that none of these operations,
     * however ordered, can tell from it. It must be a bisimulation: legal steps of a state and of
     * its representative lead to states with the same representative. Identity by default.
     */
    default UnaryOperator<S> quotient(List<Operation<I, O>> operations) {
        return UnaryOperator.identity();
    }

    /**
     * What follows from knowing who took which value, where the object holds values and starts
     * without any; a register starts with one. Empty by default. It never changes a verdict, only
     * the effort.
     */
    default Optional<Container<I, O>> container(Object part) {
        return Optional.empty();
    }

    /** A state in a reader's words: "the register holds 4". */
    default String describeState(S state) {
        return state.toString();
    }

    /** An operation in a reader's words: "write 4". */
    default String describeCall(I input) {
        return input.toString();
    }

    /** A result in a reader's words; empty where there is nothing to say. */
    default String describeResult(I input, O output) {
        return String.valueOf(output);
    }
}
