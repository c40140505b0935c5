package dev.rehearsal.scenarios.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Point;
import dev.rehearsal.scenarios.SwarmContract;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

/** The sum is the fold over the journals, and the planted bugs are found. */
class ShardedKvTest extends SwarmContract {

    ShardedKvTest() {
        super(new ShardedKv(), 20, "timer-never-re-armed", "garbage-kills");
    }

    /** Two of them, for their disks get room one after the other. */
    @Test
    void disksThatAreFullWhileTheSumIsJudged_areReadAllTheSame() {
        Simulation simulation = Simulation.of(new ShardedKv().settings());
        Point before = new Point.At(Heal.USUAL.atNanos() - 1_000_000);
        Vector<Departure> full =
                Vector.of("s1", "s2")
                        .map(node -> new Departure.Fill(node, 0, before, 100_000_000, 0));
        Run run =
                simulation.run(new Story(simulation.settings(), Vector.empty(), full, Heal.USUAL));
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> String.valueOf(run.violation()));
        assertEquals(Vector.empty(), run.unused());
    }

    @Test
    void hastyShard_allStatesWithOneCrash_isFoundOnTheShortestPath() {
        assertBroken("shards=1 clients=2", "acknowledged-before-durable", 1, "linearizable", 13);
    }
}
