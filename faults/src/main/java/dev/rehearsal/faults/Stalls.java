package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;

import java.time.Duration;

/**
 * A sync now and then takes very long: a drive that rearranges itself, a controller that resets.
 *
 * @param rate for each sync; usually 0.05
 * @param min the least; usually 10 ms
 * @param max the most; usually 200 ms
 */
public record Stalls(double rate, Duration min, Duration max) implements OfDisks {

    /** Refuses what is no probability, and what is not positive. */
    public Stalls {
        Options.requireRate("rate", rate);
        Options.requireRange("min", min, "max", max);
    }

    @Override
    public String label() {
        return "sync-stall";
    }

    @Override
    public Part disks(Scene scene) {
        long purpose = scene.draw().bits();
        return (_, operation, key, name, _) ->
                (operation == DiskFailed.Operation.SYNC
                                        || operation == DiskFailed.Operation.SYNC_FOLDER)
                                && Scene.chance(purpose, key, rate)
                        ? new Departure.Stall(name.get(), Scene.between(purpose, key, min, max))
                        : null;
    }
}
