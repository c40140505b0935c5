package dev.rehearsal.shrink;

import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

/**
 * When users can begin to ask: most systems answer from the first moment on, and some first have to
 * find each other.
 *
 * @param nanos 0, or else the first power of two of milliseconds at which the first user's simplest
 *     question is answered when nothing goes wrong; 0 too when it never is
 * @param spent what it took to learn that
 */
record Curtain(long nanos, Budget.Spent spent) {

    private static final long FIRST_NANOS = 1_000_000;
    private static final long LAST_NANOS = 1_024 * FIRST_NANOS;

    static Curtain of(Simulation simulation, Alphabet alphabet) {
        Cluster cluster = simulation.cluster();
        String first = cluster.clients().headOption().getOrElse("");
        Budget.Spent spent = Budget.Spent.NOTHING;
        if (alphabet.at(first, 1).isEmpty()) {
            return new Curtain(0, spent);
        }
        Simulation brief = simulation.with(simulation.options().briefly());
        Object input = alphabet.at(first, 1).getFirst();
        for (long nanos = 0; nanos <= LAST_NANOS; nanos = Math.max(FIRST_NANOS, 2 * nanos)) {
            Vector<PlannedOperation> asked =
                    Vector.of(new PlannedOperation(first, 1, input, nanos));
            Run run =
                    brief.run(new Story(simulation.settings(), asked, Vector.empty(), Heal.USUAL));
            spent = spent.plus(new Budget.Spent(1, run.steps()));
            if (run.ok() + run.failed() > 0) {
                return new Curtain(nanos, spent);
            }
        }
        return new Curtain(0, spent);
    }
}
