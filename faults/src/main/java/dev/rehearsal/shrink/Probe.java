package dev.rehearsal.shrink;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.scenario.Property;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;

/**
 * Runs stories to see whether they fail in one way, and no longer than that takes.
 *
 * <p>What the users saw is known when all operations have ended. A run that fails by it is run to
 * its end as well, for another failure that comes later may come before it; one that does not is
 * over, however long the system would have to be watched until it has settled.
 */
record Probe(Simulation simulation, Simulation first, String signature) {

    static Probe of(Simulation simulation, Violation violation) {
        boolean ofUsers =
                switch (violation.kind()) {
                    case "history", "model" -> true;
                    default -> false;
                };
        boolean watched =
                simulation
                        .cluster()
                        .properties()
                        .exists(property ->
                                property instanceof Property.Eventually
                                        || property instanceof Property.Settles);
        return new Probe(
                simulation,
                ofUsers && watched ? simulation.with(simulation.options().briefly()) : simulation,
                violation.signature());
    }

    /** The run of a story: the whole when it fails. */
    Run run(Story story, Budget budget) {
        Run run = budget.run(first.run(story));
        return first != simulation && fails(run) ? budget.run(simulation.run(story)) : run;
    }

    /** Whether the whole run of a story fails, given one as long as something in it can matter. */
    boolean failsWhole(Run run, Story story, Budget budget) {
        return fails(run) && (first == simulation || fails(budget.run(simulation.run(story))));
    }

    /** The run with its events, as long as something in it can matter. */
    Run traced(Story story, Budget budget) {
        return budget.run(tracing().run(story));
    }

    /** The same with an adversary that does what the story says. */
    Run traced(Story story, Adversary adversary, Budget budget) {
        return budget.run(tracing().run(story.operations(), adversary));
    }

    private Simulation tracing() {
        return first.with(first.options().tracing());
    }

    boolean fails(Run run) {
        return run.fails(signature);
    }
}
