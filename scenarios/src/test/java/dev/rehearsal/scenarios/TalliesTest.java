package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;

import io.vavr.collection.TreeSet;

import org.junit.jupiter.api.Test;

/** What a run says of its faults. */
class TalliesTest {

    private static final int SEEDS = 60;

    /** A partition loses many messages and a full disk fails many writes; each is one fault. */
    @Test
    void faultsThatMadeADifference_areNoMoreThanThereWere() {
        FaultChoice swarm = FaultChoice.named("swarm");
        TreeSet<String> felt = TreeSet.empty();
        for (String scenario :
                new String[] {"replicated-register", "supervised-kv", "replicated-log"}) {
            Settings settings = SettingsInWords.of(scenario + " clients=3");
            for (long seed = 0; seed < SEEDS; seed++) {
                Run run = swarm.run(swarm.simulation(settings, seed), seed);
                run.tallies()
                        .forEach((source, tally) ->
                                assertTrue(
                                        tally.effective() <= tally.injected(),
                                        () -> source + " " + tally + " in " + run.story()));
                felt =
                        felt.addAll(
                                run.tallies()
                                        .filterValues(tally -> tally.effective() > 0)
                                        .keySet());
            }
        }
        assertTrue(felt.contains("partition"), felt::toString);
        assertTrue(felt.contains("full-disk"), felt::toString);
    }
}
