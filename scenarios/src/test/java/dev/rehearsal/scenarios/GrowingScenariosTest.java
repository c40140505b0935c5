package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that remember for good what they were asked are no leak. */
class GrowingScenariosTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abd-register",
                "atomic-commit",
                "bank",
                "dedup-register",
                "handshake",
                "job-queue",
                "lock-service",
                "reliable-link",
                "saga",
                "sharded-kv",
                "supervised-kv"
            })
    void serversThatKeepWhatTheyWereAsked_mayGrow(String scenario) {
        assertTrue(SettingsInWords.of(scenario + " clients=1").cluster().grows());
    }

    /** So many steps that states are measured. */
    @Test
    @Tag("long")
    void longCalmRun_ofServersThatKeepWhatTheyWereAsked_isNoLeak() {
        Settings settings = SettingsInWords.of("dedup-register clients=20 operations=900");
        Run run = FaultChoice.named("calm").run(Simulation.of(settings), 0);
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> run.violation().toString());
    }
}
