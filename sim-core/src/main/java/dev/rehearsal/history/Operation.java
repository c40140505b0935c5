package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

/**
 * One call of one client: what it asked, what came back, and between which two events it was open.
 *
 * <p>Shape: {@code number} names the operation and is unique in its history; {@code process} names
 * the client. {@code invokedAt} and {@code completedAt} are indices of events, not times. {@code
 * completedAt} is {@link #OPEN} where no completion was recorded. {@code output} is meaningful for
 * {@link Outcome#OK} only.
 *
 * <p>Order: operation {@code a} really preceded {@code b} if {@code a.returnedAt() <
 * b.invokedAt()}. An unknown operation never returns, whether or not its end was recorded.
 */
public record Operation<I, O>(
        int number,
        int process,
        I input,
        Outcome outcome,
        @Nullable O output,
        int invokedAt,
        int completedAt) {

    /** The {@code completedAt} of an operation without a completion. */
    public static final int OPEN = Integer.MAX_VALUE;

    /**
     * The event after which the operation can no longer take effect: {@link #OPEN} for an unknown
     * one.
     */
    public int returnedAt() {
        return outcome == Outcome.UNKNOWN ? OPEN : completedAt;
    }

    /** Whether this operation had ended before the other one began. */
    public boolean precedes(Operation<?, ?> other) {
        return returnedAt() < other.invokedAt;
    }
}
