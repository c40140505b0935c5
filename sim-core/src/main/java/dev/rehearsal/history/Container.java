package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

/**
 * What a model tells about an object that holds values, so that histories in which every value is
 * put in at most once are decided fast: knowing who took what, the order of many operations follows
 * without search.
 *
 * <p>Errors: a container that is not what it says makes wrong verdicts of illegal; orders are
 * replayed all the same.
 *
 * <p>Source: Gibbons and Korach 1997 for registers; the known bad patterns of queues, stacks and
 * priority queues (Henzinger, Sezgin, Vafeiadis 2013; Bouajjani, Emmi, Enea, Hamza 2015; Abdulla et
 * al. 2025; Lee and Mathur 2025) name the same pairs of operations.
 */
public interface Container<I, O> {

    /** Which value comes out. */
    enum Kind {
        /** The one that was put in last; it stays, and is taken any number of times. */
        REGISTER,
        /** The one that has been in longest. */
        FIFO,
        /** The one that was put in last. */
        LIFO,
        /** The least one. */
        LEAST_FIRST
    }

    /** What an operation does to the container. */
    enum Role {
        /** Puts its value in. */
        PUT,
        /** Takes a value out, or reads it. */
        TAKE,
        /** Something else; then nothing is inferred from the history. */
        OTHER
    }

    /** Which value comes out. */
    Kind kind();

    /** What this operation does. */
    Role role(I input);

    /** The value that a PUT puts in. */
    @Nullable Object put(I input);

    /**
     * The value that a TAKE with this result took; {@link #NOTHING} if there was none, {@link
     * #UNSEEN} if the result does not tell.
     */
    @Nullable Object taken(O output);

    /** The value that a REGISTER holds first. */
    default @Nullable Object first() {
        return null;
    }

    /** The order of values, for {@link Kind#LEAST_FIRST}. */
    default int compare(Object left, Object right) {
        throw new UnsupportedOperationException(
                "only a container of the kind LEAST_FIRST has an order");
    }

    /** The container was empty. For a register null is a value. */
    Object NOTHING = new Object();

    /** The result does not tell. */
    Object UNSEEN = new Object();
}
