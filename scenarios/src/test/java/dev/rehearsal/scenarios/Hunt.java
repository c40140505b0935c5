package dev.rehearsal.scenarios;

import static dev.rehearsal.faults.FaultChoice.SWARM;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Runs of a scenario under {@code swarm}, seed after seed, as the command line performs them. */
public final class Hunt {

    private final Settings settings;
    private final Map<Settings, Simulation> built = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private Vector<String> goals = Vector.empty();

    private Hunt(Settings settings) {
        this.settings = settings;
    }

    /** Runs of the healthy scenario. */
    public static Hunt in(Scenario scenario) {
        return new Hunt(scenario.settings());
    }

    /** Runs with a bug planted. */
    public static Hunt in(Scenario scenario, Variant bug) {
        return new Hunt(scenario.settings().withVariant(bug.name()));
    }

    private Run run(long seed) {
        Simulation simulation =
                built.computeIfAbsent(SWARM.settings(settings, seed), Simulation::of);
        return SWARM.run(simulation, seed);
    }

    /** Every seed holds. */
    public Hunt assertHolds(long from, int seeds) {
        for (long seed = from; seed < from + seeds; seed++) {
            Run run = run(seed);
            long failing = seed;
            assertEquals(
                    Run.Verdict.HOLDS,
                    run.verdict(),
                    () -> "seed " + failing + ": " + run.violation());
            goals = run.goals().map(Run.Goal::name);
            run.goals()
                    .filter(goal -> goal.seen().isDefined())
                    .forEach(goal -> seen.add(goal.name()));
        }
        return this;
    }

    /** Every goal of coverage was reached by one of the seeds so far. */
    public void assertReachesEveryGoal() {
        assertTrue(seen.containsAll(goals.asJava()), () -> "seen " + seen + " of " + goals);
    }

    /**
     * One of the seeds shows the bug, and the first that shows any shows a property that the bug is
     * known to break.
     */
    public void assertFound(Variant bug, long from, int seeds) {
        for (long seed = from; seed < from + seeds; seed++) {
            Run run = run(seed);
            if (run.violation().isDefined()) {
                String property = run.violation().get().property();
                Vector<String> expected = bug.known().get().properties();
                long found = seed;
                assertTrue(
                        expected.contains(property),
                        () ->
                                "seed "
                                        + found
                                        + ": "
                                        + run.violation().get().message()
                                        + "; expected "
                                        + expected);
                return;
            }
        }
        throw new AssertionError("not found in " + seeds + " seeds from " + from + ": " + bug);
    }
}
