package dev.rehearsal.scenarios.raft;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.TreeMap;

/** Raft keeps its promises under every fault that it says it survives. */
class RaftTest {

    private static final Raft RAFT = new Raft();

    private static Run run(String faults, Settings given, long seed) {
        FaultChoice choice = FaultChoice.named(faults);
        return choice.run(choice.simulation(given, seed), seed);
    }

    /** Runs seeds, none of which may fail, and gives back how many runs reached each goal. */
    private static TreeMap<String, Integer> assertHolds(String faults, long from, long to) {
        var reached = new TreeMap<String, Integer>();
        for (long seed = from; seed < to; seed++) {
            Run run = run(faults, RAFT.settings(), seed);
            long failing = seed;
            assertEquals(
                    Run.Verdict.HOLDS,
                    run.verdict(),
                    () -> faults + " seed " + failing + ": " + run.violation());
            run.goals()
                    .filter(goal -> goal.seen().isDefined())
                    .forEach(goal -> reached.merge(goal.name(), 1, Integer::sum));
        }
        return reached;
    }

    @Test
    void healthy_swarmOfFaults_keepsEveryPromise() {
        var reached = assertHolds("swarm", 0, 150);
        assertAll(
                () -> assertTrue(reached.get("a-leader-was-replaced") > 75, reached::toString),
                () -> assertTrue(reached.get("a-snapshot-was-taken") > 75, reached::toString),
                () -> assertTrue(reached.get("the-configuration-changed") > 30, reached::toString));
    }

    @Test
    @Tag("long")
    void healthy_thousandsOfSeedsUnderEachProfile_keepsEveryPromise() {
        assertHolds("calm", 0, 200);
        assertHolds("lossy", 0, 1_000);
        assertHolds("harsh", 0, 1_000);
        assertHolds("swarm", 0, 10_000);
    }

    @Test
    void healthy_withoutFaults_answersEveryOperation() {
        for (int seed = 0; seed < 5; seed++) {
            Run run = run("calm", RAFT.settings(), seed);
            assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> String.valueOf(run.violation()));
            assertEquals(run.story().operations().size(), run.ok());
        }
    }

    @Test
    void healthy_electionsThatTakeLong_areGivenTheTime() {
        Settings slow = RAFT.settings().with("timeout", "2000").with("spread", "500");
        for (int seed = 0; seed < 8; seed++) {
            Run run = run("harsh", slow, seed);
            assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> String.valueOf(run.violation()));
        }
    }

    @Test
    void healthy_everyHandlerRunTwice_doesTheSame() {
        for (int seed = 0; seed < 5; seed++) {
            Simulation simulation = FaultChoice.SWARM.simulation(RAFT.settings(), seed);
            Run run = FaultChoice.SWARM.run(simulation.with(simulation.options().twice()), seed);
            assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> String.valueOf(run.violation()));
        }
    }
}
