package dev.rehearsal.campaign;

import dev.rehearsal.simulation.Run;

/** How much may be spent on making a failure small. */
public final class Shrinking {

    /** All runs of a search together may take that many steps, unless a budget was given. */
    private static final long STEPS_MAX = 40_000_000;

    private static final int RUNS_MIN = 100;

    private Shrinking() {}

    /** A budget that is a function of the run alone: the longer the run, the fewer of them. */
    public static int budget(Run run, int runsMax) {
        return Math.clamp(STEPS_MAX / Math.max(1, run.steps()), RUNS_MIN, runsMax);
    }
}
