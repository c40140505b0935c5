package dev.rehearsal.shrink;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.simulation.Run;

/**
 * How much there is to read in a story.
 *
 * @param operations of the users
 * @param faults drops, duplicates and crashes
 * @param decisions faults and held messages
 * @param steps actions of the run
 */
public record Size(int operations, int faults, int decisions, long steps) {

    /** The size of a run's story. */
    public static Size of(Run run) {
        int held = run.story().departures().count(departure -> departure.kind() == FaultKind.HOLD);
        int decisions = run.story().departures().size();
        return new Size(run.story().operations().size(), decisions - held, decisions, run.steps());
    }
}
