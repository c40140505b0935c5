package dev.rehearsal.history;

import java.util.List;

/**
 * What a check came to: three-valued, so that a budget that ran out is never a pass.
 *
 * <p>{@code configurations} is the effort: how many configurations of the search were stored, at
 * most the budget. It depends on the history, the model, the budget and nothing else.
 */
public sealed interface Verdict<S, I, O> {

    /** The effort in configurations. */
    long configurations();

    /**
     * There is an order for each part; it was replayed against model and history before it was
     * returned.
     */
    record Holds<S, I, O>(List<Order<I, O>> parts, long configurations)
            implements Verdict<S, I, O> {}

    /**
     * There is no order. {@code first} is the part whose contradiction shows first; the parts are
     * in order. {@code probed} configurations were spent besides on the look for the end of the bad
     * prefix, which has a bound of its own.
     */
    record Violated<S, I, O>(
            Contradiction<I, O> first, List<Part> parts, long configurations, long probed)
            implements Verdict<S, I, O> {

        /**
         * The event at which the history cut off after it is already illegal, and before it still
         * legal.
         */
        public int badPrefixEnd() {
            return first.badPrefixEnd();
        }
    }

    /** The budget ran out before an order was found or excluded. */
    record Unknown<S, I, O>(Progress progress, long configurations) implements Verdict<S, I, O> {}

    /** Whether the history was shown to be legal. */
    default boolean holds() {
        return this instanceof Holds<S, I, O>;
    }

    /** Whether the history was shown to be illegal. */
    default boolean violated() {
        return this instanceof Violated<S, I, O>;
    }

    /**
     * An operation in an order; {@code assumed}: its outcome is unknown, and the order needs it to
     * have happened.
     */
    record Placed<I, O>(Operation<I, O> operation, boolean assumed) {}

    /**
     * One total order of the operations of a part that the model accepts; unknown operations may be
     * left out.
     */
    record Order<I, O>(Object part, List<Placed<I, O>> placed, List<Operation<I, O>> leftOut) {}

    /**
     * Why there is no order.
     *
     * @param part the key, or {@link Model#WHOLE}
     * @param operation the operation whose completion is the last event of the smallest illegal
     *     prefix
     * @param badPrefixEnd the index of that event
     * @param exact whether every shorter prefix is known to be legal; else a budget ran out, and
     *     the end may come late
     * @param longest a longest legal order found before it
     */
    record Contradiction<I, O>(
            Object part,
            Operation<I, O> operation,
            int badPrefixEnd,
            boolean exact,
            List<Placed<I, O>> longest) {}

    /** How the check of one part ended. */
    enum End {
        HOLDS,
        VIOLATED,
        UNKNOWN
    }

    /** One part in short; {@code badPrefixEnd} is -1 unless it is violated. */
    record Part(Object part, End end, int operations, int badPrefixEnd) {}

    /**
     * How far a check came before its budget ran out.
     *
     * @param part the first part that was not decided
     * @param furthestEvent the furthest completion that no order tried so far has passed
     * @param widest the most operations open at once in that part
     * @param parts all parts in short
     */
    record Progress(Object part, int furthestEvent, int widest, List<Part> parts) {}
}
