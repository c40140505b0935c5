package dev.rehearsal.scenarios.jobs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.scenarios.SwarmContract;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Test;

/** Each job has its effect once, and the planted bugs are found. */
class JobQueueTest extends SwarmContract {

    JobQueueTest() {
        super(
                new JobQueue(),
                20,
                "mark-behind-effect",
                "done-before-work",
                "visible-while-worked-on",
                "retry-reorders");
    }

    @Test
    void healthy_fewSeeds_completesOperations() {
        Settings settings = new JobQueue().settings();
        int completed = 0;
        for (int seed = 0; seed < 20; seed++) {
            Simulation simulation = FaultChoice.SWARM.simulation(settings, seed);
            completed += FaultChoice.SWARM.run(simulation, seed).ok();
        }
        assertTrue(completed > 20, "completed=" + completed);
    }

    /**
     * w2 asks for jobs and is given each, and hears nothing of it. Its questions come at the same
     * distance from those of w1 for ever, unless their waits differ.
     */
    @Test
    void workerThatHearsNothing_doesNotTakeEachJobFirstForEver() {
        Planned.of(new JobQueue(), "worker-that-hears-nothing", "workers=2 clients=1")
                .asks("c1", 157, new Producer.Batch(1))
                .assertHolds();
    }

    /** A worker needs more than 5 s for 420 jobs. */
    @Test
    void oneWorkerWithManyJobs_isGivenTheTime() {
        Planned planned =
                Planned.of(new JobQueue(), "many-jobs", "workers=1 clients=1 operations=140");
        for (int batch = 0; batch < 140; batch++) {
            planned = planned.asks("c1", 10L * batch, new Producer.Batch(3));
        }
        planned.assertHolds();
    }
}
