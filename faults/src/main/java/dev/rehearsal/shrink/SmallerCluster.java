package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.Vector;

/**
 * Gives every number among the parameters its smallest value under which the same story fails in
 * the same way and nothing can be taken away from it; to a fixed point.
 */
final class SmallerCluster {

    /** So many values of one parameter are tried, from its smallest on. */
    private static final int VALUES_MAX = 16;

    private final Simulation.Options options;
    private final Violation violation;
    private final Vector<Departure> kept;
    private final Budget budget;
    private Run best;

    SmallerCluster(Simulation simulation, Run run, Vector<Departure> kept, Budget budget) {
        this.options = simulation.options();
        this.violation = run.violation().get();
        this.kept = kept;
        this.budget = budget;
        this.best = run;
    }

    Run run() {
        boolean smaller = true;
        while (smaller && !budget.isSpent()) {
            smaller = false;
            for (Parameter<?> parameter : settings().scenario().parameters()) {
                if (parameter instanceof Parameter.Count count) {
                    smaller |= reduce(count);
                }
            }
        }
        return best;
    }

    private Settings settings() {
        return best.story().settings();
    }

    private boolean reduce(Parameter.Count parameter) {
        long present = settings().get(parameter);
        long last = Math.min(present, (long) parameter.min() + VALUES_MAX);
        for (int value = parameter.min(); value < last && !budget.isSpent(); value++) {
            if (accept(settings().with(parameter, value))) {
                return true;
            }
        }
        return false;
    }

    private boolean accept(Settings settings) {
        Story story =
                new Story(
                        settings,
                        best.story().operations(),
                        best.story().departures(),
                        best.story().heal());
        try {
            Probe probe = Probe.of(Simulation.of(settings).with(options), violation);
            Run run = probe.run(story, budget);
            if (probe.fails(run)
                    && run.unused().isEmpty()
                    && OneMinimal.is(probe, run, kept, budget)) {
                best = run;
                return true;
            }
        } catch (IllegalArgumentException _) {
            // Values that contradict each other, or a user who does not exist any more.
            return false;
        }
        return false;
    }
}
