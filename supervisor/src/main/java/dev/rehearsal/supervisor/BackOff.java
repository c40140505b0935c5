package dev.rehearsal.supervisor;

import java.time.Duration;

/**
 * The pause before a start that failed during a restart is tried again: the first pause, doubled
 * with each further failure in a row, up to the longest.
 *
 * <p>This goes beyond OTP, which tries again at once. There is no jitter yet.
 */
public record BackOff(Duration first, Duration longest) {

    /** No pause. */
    public static final BackOff NONE = new BackOff(Duration.ZERO, Duration.ZERO);

    /** Refuses a negative pause and a longest that is shorter than the first. */
    public BackOff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new InvalidDefinitionException(
                    "invalid_back_off", "pauses must not be negative or shrink", first);
        }
    }

    /** The pause after so many failures in a row. */
    Duration after(int failures) {
        Duration pause = first;
        for (int n = 1; n < failures && pause.compareTo(longest) < 0; n++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
