package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.chain.ChainReplication;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Test;

/** What the shrinker saves where a system is watched until it has settled. */
class BriefRunsTest {

    private static final Settings CHAIN =
            new ChainReplication().settings().withVariant("reads-anywhere");
    private static final int SEEDS = 30;

    @Test
    void briefRun_ofAnySeed_hasTheHistoryOfTheWholeRunInNoMoreSteps() {
        Simulation whole = Simulation.of(CHAIN);
        Simulation brief = whole.with(whole.options().briefly());
        int failed = 0;
        long saved = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Run all = whole.run(seed, adversary(whole, seed));
            Run first = brief.run(seed, adversary(brief, seed));
            assertTrue(first.steps() <= all.steps(), "seed " + seed);
            saved += all.steps() - first.steps();
            if (all.violation().forAll(found -> found.kind().equals("history"))) {
                assertEquals(all.history().operations(), first.history().operations());
                assertEquals(all.violation(), first.violation(), "seed " + seed);
                failed += all.violation().isDefined() ? 1 : 0;
            }
        }
        assertTrue(failed > 0 && saved > 0, failed + " failed, steps saved: " + saved);
    }

    private static Adversary adversary(Simulation simulation, long seed) {
        return FaultProfile.swarm(seed).adversary(simulation.cluster(), seed);
    }

    @Test
    void systemThatFirstHasToForm_isAskedWhenItAnswers() {
        assertTrue(curtainNanos(CHAIN) > 0);
        assertEquals(0, curtainNanos(new AbdRegister().settings()));
    }

    private static long curtainNanos(Settings settings) {
        Simulation simulation = Simulation.of(settings);
        return Curtain.of(simulation, new Alphabet(simulation.cluster())).nanos();
    }
}
