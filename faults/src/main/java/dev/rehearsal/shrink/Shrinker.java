package dev.rehearsal.shrink;

import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

/**
 * Shrinks a failing run over operations, faults and delays together.
 *
 * <p>Shape: the result fails with the same {@linkplain dev.rehearsal.simulation.Violation#signature
 * signature}. Nothing can be taken away from it, and no single exchange of a fault or a delay, and
 * no exchange of two things for one delay, makes it smaller; smaller is: fewer operations and
 * departures, then simpler kinds, then points of the story rather than times, then fewer steps.
 *
 * <p>Determinism: a function of simulation, run and budget; the budget counts runs, not time.
 *
 * <p>Source: Zeller and Hildebrandt, <i>Simplifying and Isolating Failure-Inducing Input</i>, TSE
 * 2002, for the removal.
 */
public final class Shrinker {

    /** How many simulations a search may take that was given no budget. */
    public static final int RUNS_DEFAULT = 20_000;

    private final Simulation simulation;
    private final int runsMax;

    private Shrinker(Simulation simulation, int runsMax) {
        this.simulation = simulation;
        this.runsMax = runsMax;
    }

    /** A shrinker for runs of a simulation. */
    public static Shrinker of(Simulation simulation) {
        return new Shrinker(simulation, RUNS_DEFAULT);
    }

    /** The same with another budget. */
    public Shrinker budget(int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1: runs=" + runs);
        }
        return new Shrinker(simulation, runs);
    }

    /**
     * The smallest story found that fails as this run does.
     *
     * @throws IllegalArgumentException when the run has no violation
     */
    public Shrunk shrink(Run failing) {
        if (failing.violation().isEmpty()) {
            throw new IllegalArgumentException(
                    "only a failing run can be shrunk: verdict=" + failing.verdict());
        }
        return new Descent(simulation, failing, runsMax).run();
    }
}
