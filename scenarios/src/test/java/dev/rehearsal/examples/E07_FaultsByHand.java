package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.failure.FaultPlan;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Test;

/** What if exactly this goes wrong: the first hello is lost, and then its repetition? */
class E07_FaultsByHand {

    // @start region=plan
    private static final String LOST_TWICE =
            """
            {
              "schema": "rehearsal.plan/1",
              "faultsStopAt": "1s",
              "faults": [
                {"at": "the 1st Hello from ann to bob", "do": "drop"},
                {"at": "the 2nd Hello from ann to bob", "do": "drop"}
              ]
            }
            """;

    private static Run run(Settings settings) {
        Simulation simulation = Simulation.of(settings);
        FaultPlan plan = FaultPlan.read(LOST_TWICE, simulation.cluster());
        return simulation.run(0, plan.adversary());
    }

    // @end

    // @start region=tests
    @Test
    void greeter_losesTwoHellos_isAnsweredAllTheSame() {
        assertEquals(Run.Verdict.HOLDS, run(new E02_FirstActor().settings()).verdict());
    }

    @Test
    void whoGreetsOnce_losesItsHello_isCaught() {
        Run run = run(new E02_FirstActor().settings().withVariant("once"));

        assertTrue(run.violation().exists(found -> found.property().equals("answered")));
    }
    // @end
}
