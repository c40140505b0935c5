package dev.rehearsal.shrink;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.spelling.Amount;

/**
 * How much there is to read in a story.
 *
 * @param operations of the users
 * @param faults drops, duplicates and crashes
 * @param decisions faults and held messages
 * @param steps actions of the run
 */
public record Size(int operations, int faults, int decisions, long steps) {

    /** In words, held messages only if there are any: {@code 3 operations, 0 faults, 14 steps}. */
    @Override
    public String toString() {
        return Amount.of(operations, "operation")
                + ", "
                + Amount.of(faults, "fault")
                + (decisions > faults ? ", " + Amount.of(decisions - faults, "held message") : "")
                + ", "
                + Amount.of(steps, "step");
    }

    /** The size of a run's story. */
    public static Size of(Run run) {
        int held = run.story().departures().count(departure -> departure.kind() == FaultKind.HOLD);
        int decisions = run.story().departures().size();
        return new Size(run.story().operations().size(), decisions - held, decisions, run.steps());
    }
}
