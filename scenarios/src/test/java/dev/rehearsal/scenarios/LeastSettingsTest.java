package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** What a scenario takes for a parameter it stands. */
class LeastSettingsTest {

    private static final FaultChoice CALM = FaultChoice.named("calm");

    /** All but ping-pong, which goes on for ever. */
    @TestFactory
    Stream<DynamicTest> scenario_withTheLeastOfEverything_holdsInACalmWorld() {
        return Catalogue.of(LeastSettingsTest.class.getClassLoader())
                .all()
                .reject(scenario -> scenario.name().equals("ping-pong"))
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> holds(scenario)))
                .toJavaStream();
    }

    private static void holds(Scenario scenario) {
        Settings least = scenario.settings();
        for (Parameter<?> parameter : scenario.parameters()) {
            if (parameter instanceof Parameter.Count count) {
                least = least.with(count, count.min());
            }
        }
        Simulation simulation = Simulation.of(least);
        Run run = CALM.run(simulation, 0);
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> run.violation().toString());
    }
}
