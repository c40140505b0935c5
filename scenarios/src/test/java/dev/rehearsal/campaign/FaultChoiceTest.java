package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Strategy;

import org.junit.jupiter.api.Test;

class FaultChoiceTest {

    private static final FaultChoice CALM = FaultChoice.named("calm");

    @Test
    void seed_underAStrategy_runsAsThatStrategyChooses() {
        Simulation simulation = CALM.simulation(new ReplicatedRegister().settings(), 3);
        Strategy random = Strategy.parse("random");
        long chosen = CALM.choosing(random).run(simulation, 3).traceHash();
        assertEquals(
                simulation
                        .run(3, FaultProfile.CALM.adversary(simulation.cluster(), 3), random)
                        .traceHash(),
                chosen);
        assertNotEquals(CALM.run(simulation, 3).traceHash(), chosen);
    }

    @Test
    void journal_tellsTheStrategyUnlessItIsTime() {
        assertEquals("calm", CALM.text());
        assertEquals("calm --strategy pct:3", CALM.choosing(Strategy.parse("pct:3")).text());
        assertTrue(
                FaultChoice.of("own", FaultProfile.LOSSY)
                        .choosing(Strategy.parse("delay:2"))
                        .text()
                        .matches("own [0-9a-f]+ --strategy delay:2"));
    }
}
