package dev.rehearsal.scenarios.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Iterator;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** Each job has its effect once, and the planted bugs are found. */
class JobQueueTest {

    private static final JobQueue SCENARIO = new JobQueue();

    private static Iterator<Run> runs(Settings base, int seeds) {
        return Iterator.range(0, seeds)
                .map(seed -> {
                    Settings settings = FaultProfile.settings("swarm", base, seed);
                    Simulation simulation = Simulation.of(settings);
                    FaultProfile faults = FaultProfile.named("swarm", seed);
                    return simulation.run(seed, faults.adversary(simulation.cluster(), seed));
                });
    }

    static List<Variant> variants() {
        return SCENARIO.variants().asJava();
    }

    @Test
    void healthy_swarm_holdsAndCompletesOperations() {
        Vector<Run> runs = runs(SCENARIO.settings(), 20).toVector();

        runs.forEach(run -> assertEquals(Run.Verdict.HOLDS, run.verdict(), run::toString));
        assertTrue(runs.map(Run::ok).sum().intValue() > runs.size());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void planted_swarm_breaksAPropertyThatItIsKnownToBreak(Variant variant) {
        Run broken =
                runs(SCENARIO.settings().withVariant(variant.name()), 400)
                        .find(run -> run.verdict() != Run.Verdict.HOLDS)
                        .get();

        assertEquals(Run.Verdict.VIOLATED, broken.verdict());
        assertTrue(
                variant.known().get().properties().contains(broken.violation().get().property()),
                () -> variant.name() + " broke " + broken.violation().get());
    }

    /**
     * w2 asks for jobs and is given each, and hears nothing of it. Its questions come at the same
     * distance from those of w1 for ever, unless their waits differ.
     */
    @Test
    void workerThatHearsNothing_doesNotTakeEachJobFirstForEver() {
        Planned.of(SCENARIO, "worker-that-hears-nothing", "workers=2 clients=1")
                .asks("c1", 157, new Producer.Batch(1))
                .assertHolds();
    }
}
