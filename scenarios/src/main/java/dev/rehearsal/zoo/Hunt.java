package dev.rehearsal.zoo;

import io.vavr.control.Option;

/**
 * One search for a bug: consecutive seeds until one fails or the budget is used.
 *
 * @param first the seed that it began with
 * @param seeds how many were run
 * @param inconclusive how many of them ended without a verdict
 * @param cpuNanos of the thread that ran them
 * @param find the seed that failed, which is the last one; none when the budget was used
 */
public record Hunt(long first, long seeds, long inconclusive, long cpuNanos, Option<Find> find) {

    /**
     * A seed that fails.
     *
     * @param property the first one that does not hold
     * @param signature of the violation
     */
    public record Find(long seed, String property, String signature) {}

    /** Whether it has found that bug, by a property that it is known to break. */
    boolean finds(Bug bug) {
        return find.exists(one -> bug.breaks(one.property()));
    }
}
