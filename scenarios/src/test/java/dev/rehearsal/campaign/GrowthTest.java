package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Test;

/** A state that grows by one entry for a thousand messages is found, and no other. */
class GrowthTest {

    private static Run run(Settings settings) {
        Simulation simulation = Simulation.of(settings);
        return simulation.run(1, FaultProfile.CALM.adversary(simulation.cluster(), 1));
    }

    private static Settings with(Variant variant) {
        return new Leaking().settings().withVariant(variant.name());
    }

    @Test
    void oneEntryForAThousandMessages_isALeak_andReplaysAsSuch() {
        Run leak = run(with(Leaking.LEAK));

        assertEquals("memory-is-bounded/leak/left", leak.violation().get().signature());
        assertEquals(
                leak.violation(), Simulation.of(with(Leaking.LEAK)).run(leak.story()).violation());
    }

    @Test
    void stateThatIsCutBackNowAndThen_isNone() {
        Run run = run(new Leaking().settings());

        assertEquals(Run.Verdict.HOLDS, run.verdict(), run.violation()::toString);
    }

    @Test
    void stateThatMayGrow_isNone() {
        assertEquals(Run.Verdict.HOLDS, run(with(Leaking.LOG)).verdict());
    }
}
