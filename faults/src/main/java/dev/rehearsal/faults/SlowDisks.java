package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;

import java.time.Duration;

/**
 * Each sync of a server takes longer for the whole run: a worn or overloaded drive.
 *
 * @param rate for each server; usually 0.3
 * @param max how much longer at the most, drawn for the server; usually 10 ms
 */
public record SlowDisks(double rate, Duration max) implements OfDisks {

    /** Refuses what is no probability, and what is not positive. */
    public SlowDisks {
        Options.requireRate("rate", rate);
        Options.requirePositive("max", max);
    }

    @Override
    public String label() {
        return "slow-disk";
    }

    @Override
    public Part disks(Scene scene) {
        long[] purposes = scene.ofNodes();
        return (actor, operation, _, name, _) -> {
            long purpose = purposes[scene.nodeOf(actor)];
            return (operation == DiskFailed.Operation.SYNC
                                    || operation == DiskFailed.Operation.SYNC_FOLDER)
                            && Scene.chance(purpose, 0, rate)
                    ? new Departure.Stall(name.get(), Scene.upTo(purpose, 0, max))
                    : null;
        };
    }
}
