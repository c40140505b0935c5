package dev.rehearsal.jqwik;

import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Violation;

import io.vavr.control.Option;

/**
 * What came of running a plan.
 *
 * @param plan the plan that was run
 * @param run its verdict, counts, history and story
 */
public record PlanResult(Plan plan, Run run) {

    /**
     * Fails the property unless every property of the scenario was shown to hold: a history check
     * whose budget ran out is a failure, too.
     *
     * @return this, to go on with
     * @throws AssertionError with the violation, the seed, and how to see it again
     */
    public PlanResult assertHolds() {
        if (!holds()) {
            throw new NotShownToHold(this);
        }
        return this;
    }

    /** Whether every property was shown to hold. */
    public boolean holds() {
        return run.verdict() == Run.Verdict.HOLDS;
    }

    /** The first violation. */
    public Option<Violation> violation() {
        return run.violation();
    }

    /** How many operations completed. */
    public int ok() {
        return run.ok();
    }

    /** How many operations were given up or were open at the end. */
    public int unknown() {
        return run.unknown();
    }
}
