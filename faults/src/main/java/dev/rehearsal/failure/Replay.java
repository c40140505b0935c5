package dev.rehearsal.failure;

import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.control.Option;

/**
 * A failure run again on the code of today: as far as it goes. The verdict is that of the new run.
 *
 * @param run the new run, traced
 * @param departed where it departs from the recorded one; none when it is the same run
 */
public record Replay(Run run, Option<StepHashes.Departed> departed) {

    /** Runs a failure again. */
    public static Replay of(Failure failure) {
        Run run =
                Simulation.of(failure.settings())
                        .with(Simulation.Options.DEFAULT.verbose())
                        .run(failure.story());
        Option<StepHashes.Departed> departed =
                run.traceHash() == failure.traceHash()
                        ? Option.none()
                        : failure.hashes()
                                .departed(run.stepHashes())
                                .orElse(Option.some(last(failure)));
        return new Replay(run, departed);
    }

    /** Every hash that was kept is equal, and yet the runs end differently. */
    private static StepHashes.Departed last(Failure failure) {
        StepHashes hashes = failure.hashes();
        long known = (long) hashes.hashes().size() * hashes.every();
        return new StepHashes.Departed(Math.min(known + 1, hashes.steps()), hashes.steps());
    }
}
