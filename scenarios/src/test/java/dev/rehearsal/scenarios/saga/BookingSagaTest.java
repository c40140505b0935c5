package dev.rehearsal.scenarios.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

class BookingSagaTest {

    private static final BookingSaga SAGA = new BookingSaga();

    static List<Variant> variants() {
        return SAGA.variants().asJava();
    }

    @Test
    void sagas_underSwarm_areWholeOrUndone() {
        for (long seed = 0; seed < 40; seed++) {
            Run run = run(SAGA.settings(), seed);

            assertEquals(Run.Verdict.HOLDS, run.verdict(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void variant_underSwarm_isFoundByAPropertyOfItsOwn(Variant variant) {
        Settings settings = SAGA.settings().withVariant(variant.name());
        long seed = 0;
        Run run = run(settings, seed);
        while (run.verdict() == Run.Verdict.HOLDS && seed < 300) {
            seed++;
            run = run(settings, seed);
        }

        assertEquals(Run.Verdict.VIOLATED, run.verdict(), variant.name());
        String property = run.violation().get().property();
        assertTrue(
                variant.known().get().properties().contains(property),
                variant.name() + " is found as " + property);
    }

    private static Run run(Settings base, long seed) {
        Simulation simulation = Simulation.of(FaultProfile.settings("swarm", base, seed));
        return simulation.run(
                seed, FaultProfile.named("swarm", seed).adversary(simulation.cluster(), seed));
    }
}
