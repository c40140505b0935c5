package dev.rehearsal.scenarios.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

class PrimaryBackupTest {

    private static final PrimaryBackup REGISTER = new PrimaryBackup();

    static List<Variant> variants() {
        return REGISTER.variants().asJava();
    }

    @Test
    void register_underSwarm_isOne() {
        for (long seed = 0; seed < 40; seed++) {
            Run run = run(REGISTER.settings(), seed);

            assertEquals(Run.Verdict.HOLDS, run.verdict(), "seed " + seed);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("variants")
    void variant_underSwarm_isFoundByAPropertyOfItsOwn(Variant variant) {
        Settings settings = REGISTER.settings().withVariant(variant.name());
        long seed = 0;
        Run run = run(settings, seed);
        while (run.verdict() == Run.Verdict.HOLDS && seed < 2_000) {
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
