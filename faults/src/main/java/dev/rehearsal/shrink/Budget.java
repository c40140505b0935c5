package dev.rehearsal.shrink;

import dev.rehearsal.simulation.Run;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a search may still spend: runs, their steps, and time where somebody asked for that.
 *
 * <p>A part is kept back, so that what was found can be made 1-minimal and checked when the search
 * has spent the rest.
 */
final class Budget {

    /** More runs than that are not kept back. */
    private static final int RESERVE_MAX = 256;

    /** The share that is kept back of steps and time. */
    private static final int RESERVE_SHARE = 4;

    /**
     * What was spent.
     *
     * @param steps of all the runs together
     */
    record Spent(int runs, long steps) {

        static final Spent NOTHING = new Spent(0, 0);

        Spent plus(Spent more) {
            return new Spent(runs + more.runs, steps + more.steps);
        }

        Spent minus(Spent less) {
            return new Spent(runs - less.runs, steps - less.steps);
        }

        boolean isWithin(Spent limit) {
            return runs <= limit.runs && steps <= limit.steps;
        }

        /** Whether there is no room for more below a limit. */
        boolean fills(Spent limit) {
            return runs >= limit.runs || steps >= limit.steps;
        }
    }

    private final Spent all;
    private final long nanosMax;
    private final LongSupplier clock;
    private final long begun;
    private Spent spent = Spent.NOTHING;
    private Spent searched;

    /**
     * A budget that begins now.
     *
     * @param nanosMax {@link Long#MAX_VALUE} for any time
     */
    Budget(int runsMax, long stepsMax, long nanosMax, LongSupplier clock) {
        this.all = new Spent(runsMax, stepsMax);
        this.nanosMax = nanosMax;
        this.clock = clock;
        this.searched =
                new Spent(
                        runsMax - Math.min(RESERVE_MAX, runsMax / RESERVE_SHARE),
                        stepsMax - stepsMax / RESERVE_SHARE);
        this.begun = nanosMax == Long.MAX_VALUE ? 0 : clock.getAsLong();
    }

    /** Counts a run. */
    Run run(Run done) {
        spent = spent.plus(new Spent(1, done.steps()));
        return done;
    }

    /**
     * Counts runs that were done earlier and are not done again, as far as there is room.
     *
     * @return whether there was room for all
     */
    boolean again(Spent earlier) {
        Spent whole = spent.plus(earlier);
        boolean room = whole.isWithin(searched);
        if (room) {
            spent = whole;
        } else {
            spent =
                    new Spent(
                            Math.max(spent.runs, Math.min(whole.runs, searched.runs)),
                            Math.max(spent.steps, searched.steps));
        }
        return room;
    }

    /** Whether more was spent than a search may; what it found last does not count. */
    boolean isOverdrawn() {
        return !spent.isWithin(searched);
    }

    /** Does something with one of so many equal parts of what is left. */
    <T> T part(int parts, Supplier<T> search) {
        Spent whole = searched;
        Spent left = whole.minus(spent);
        searched =
                spent.plus(
                        new Spent(Math.max(0, left.runs) / parts, Math.max(0, left.steps) / parts));
        try {
            return search.get();
        } finally {
            searched = whole;
        }
    }

    /** Whether the search must end. */
    boolean isSpent() {
        return spent.fills(searched) || elapsed() >= nanosMax - nanosMax / RESERVE_SHARE;
    }

    /** Whether even the check of its result must end. */
    boolean isSpentToTheEnd() {
        return spent.fills(all) || elapsed() >= nanosMax;
    }

    Spent spent() {
        return spent;
    }

    private long elapsed() {
        return nanosMax == Long.MAX_VALUE ? 0 : clock.getAsLong() - begun;
    }
}
