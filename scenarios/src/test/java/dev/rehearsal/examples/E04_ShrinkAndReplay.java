package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.failure.Replay;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.control.Option;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** How does a failure become a file that fails the same way until it is mended? */
class E04_ShrinkAndReplay {

    // @start region=test
    @Test
    void failure_shrunkAndWritten_isTheSameRunWhenItIsRead(@TempDir Path folder) {
        Simulation simulation =
                Simulation.of(new E03_Histories().settings().withVariant("takes-twice"));
        Run found = firstFailure(simulation);

        Shrunk shrunk = Shrinker.of(simulation).shrink(found);
        Path file = folder.resolve("taken-twice.json");
        FailureFile.write(Failure.of(shrunk), file);

        Catalogue catalogue = Catalogue.of(getClass().getClassLoader());
        Replay replay = Replay.of(FailureFile.read(file, catalogue));
        assertTrue(replay.run().fails(found.violation().get().signature()));
        assertEquals(shrunk.after().traceHash(), replay.run().traceHash());
        assertEquals(Option.none(), replay.departed());
        assertTrue(shrunk.oneMinimal());
    }

    private static Run firstFailure(Simulation simulation) {
        for (long seed = 0; seed < 500; seed++) {
            FaultProfile faults = FaultProfile.swarm(seed);
            Run run = simulation.run(seed, faults.adversary(simulation.cluster(), seed));
            if (run.violation().isDefined()) {
                return run;
            }
        }
        throw new AssertionError("no seed below 500 fails");
    }
    // @end
}
