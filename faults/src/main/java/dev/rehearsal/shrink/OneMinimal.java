package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

/** The check that nothing can be taken away from a story alone. */
final class OneMinimal {

    private OneMinimal() {}

    /**
     * Whether the story was seen to pass without any one of its things, within the budget.
     *
     * @param kept what may not be taken away
     */
    static boolean is(Probe probe, Run run, Vector<Departure> kept, Budget budget) {
        for (Story less : Elements.less(run.story())) {
            if (!Elements.keeps(less, kept)) {
                continue;
            }
            if (budget.isSpentToTheEnd()) {
                return false;
            }
            Run without = probe.run(less, budget);
            if (probe.fails(without) || without.verdict() == Run.Verdict.INCONCLUSIVE) {
                return false;
            }
        }
        return true;
    }
}
