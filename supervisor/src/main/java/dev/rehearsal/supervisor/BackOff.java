package dev.rehearsal.supervisor;

import dev.rehearsal.draw.Draw;

import java.time.Duration;

/**
 * The pause before a start that failed during a restart is tried again: the first pause, doubled
 * with each further failure in a row, up to the longest; of that, a share that is drawn is left
 * out, so that those who failed together do not all come back together.
 *
 * <p>Determinism: what is left out is drawn from the path of the child and the number of its
 * failures, and nothing else. It is the same in every run, and no fault of a run.
 *
 * <p>This goes beyond OTP, which tries again at once.
 *
 * @param jitter the largest share of a pause that may be left out, in [0, 1]; 0 for none
 */
public record BackOff(Duration first, Duration longest, double jitter) {

    /** No pause. */
    public static final BackOff NONE = new BackOff(Duration.ZERO, Duration.ZERO, 0);

    private static final Draw DRAW = Draw.seed(0).in("back-off");

    /** Refuses a negative pause, a longest that is shorter than the first, and no share. */
    public BackOff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new InvalidDefinitionException(
                    "invalid_back_off", "pauses must not be negative or shrink", first);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new InvalidDefinitionException(
                    "invalid_back_off", "jitter must be in [0, 1]", jitter);
        }
    }

    /** The pause after so many failures in a row of the child at a path. */
    Duration after(String path, int failures) {
        Duration pause = first;
        for (int n = 1; n < failures && pause.compareTo(longest) < 0; n++) {
            pause = pause.multipliedBy(2);
        }
        Duration whole = pause.compareTo(longest) < 0 ? pause : longest;
        double share = jitter * DRAW.in(path).in(failures).unit();
        return whole.minusNanos((long) (share * whole.toNanos()));
    }
}
