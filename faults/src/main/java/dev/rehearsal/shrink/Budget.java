package dev.rehearsal.shrink;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a search may still spend: runs, and time where somebody asked for that.
 *
 * <p>A part is kept back, so that what was found can be checked when the search has spent the rest.
 */
final class Budget {

    /** More things than that are not taken away one by one in the end. */
    private static final int RESERVE_MAX = 256;

    private final int runsMax;
    private final long nanosMax;
    private final LongSupplier clock;
    private final long begun;
    private int runs;
    private int searchedMax;

    /**
     * A budget that begins now.
     *
     * @param nanosMax {@link Long#MAX_VALUE} for any time
     */
    Budget(int runsMax, long nanosMax, LongSupplier clock) {
        this.runsMax = runsMax;
        this.nanosMax = nanosMax;
        this.clock = clock;
        this.searchedMax = runsMax - Math.min(RESERVE_MAX, runsMax / 4);
        this.begun = nanosMax == Long.MAX_VALUE ? 0 : clock.getAsLong();
    }

    /** Counts one run. */
    void run() {
        runs++;
    }

    /**
     * Counts runs that were done earlier and are not done again, as far as there is room.
     *
     * @return whether there was room for all
     */
    boolean runs(int earlier) {
        long all = (long) runs + earlier;
        runs = (int) Math.min(all, Math.max(runs, searchedMax));
        return all <= searchedMax;
    }

    /** Whether more was spent than a search may; what it found last does not count. */
    boolean isOverdrawn() {
        return runs > searchedMax;
    }

    /** Does something with one of so many equal parts of the runs that are left. */
    <T> T part(int parts, Supplier<T> search) {
        int whole = searchedMax;
        searchedMax = runs + Math.max(0, whole - runs) / parts;
        try {
            return search.get();
        } finally {
            searchedMax = whole;
        }
    }

    /** Whether the search must end. */
    boolean isSpent() {
        return runs >= searchedMax || elapsed() >= nanosMax - nanosMax / 4;
    }

    /** Whether even the check of its result must end. */
    boolean isSpentToTheEnd() {
        return runs >= runsMax || elapsed() >= nanosMax;
    }

    int runs() {
        return runs;
    }

    private long elapsed() {
        return nanosMax == Long.MAX_VALUE ? 0 : clock.getAsLong() - begun;
    }
}
