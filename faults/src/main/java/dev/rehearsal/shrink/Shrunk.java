package dev.rehearsal.shrink;

import dev.rehearsal.simulation.Run;
import dev.rehearsal.spelling.Amount;

/**
 * What came of shrinking a failing run.
 *
 * @param before the run that was found
 * @param after the smallest run that was found to fail with the same signature; of other settings
 *     when the cluster was made smaller
 * @param runs how many simulations the search took
 * @param steps of all of them together
 * @param oneMinimal whether it was checked that no operation, fault or delay can be taken away
 *     alone
 * @param exhausted whether the search came to its own end; otherwise the budget ended it, and a
 *     larger one may find less
 * @param standing whether it is the story of this failure, or the best that was reached
 */
public record Shrunk(
        Run before,
        Run after,
        int runs,
        long steps,
        boolean oneMinimal,
        boolean exhausted,
        Standing standing) {

    /** What was taken away and how the search ended, in one sentence. */
    public String sentence() {
        return "shrunk from "
                + Size.of(before)
                + " to "
                + Size.of(after)
                + ", in "
                + Amount.of(runs, "run")
                + ": "
                + (oneMinimal ? "1-minimal" : "not 1-minimal")
                + ", "
                + standing.label()
                + (exhausted ? "" : ", ended by its budget");
    }
}
