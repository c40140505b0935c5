package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.DiskFault;

/**
 * A write is reported as done and never reaches the medium, synced or not: firmware that lies. Only
 * on servers whose disks may be lost, as with {@link Wipes}.
 *
 * @param rate for each write; usually 0.05
 */
public record PhantomWrites(double rate) implements OfDisks {

    /** Refuses what is no probability. */
    public PhantomWrites {
        Options.requireRate("rate", rate);
    }

    @Override
    public String label() {
        return "phantom-write";
    }

    @Override
    public Part disks(Scene scene) {
        long purpose = scene.draw().bits();
        return (actor, operation, key, name, _) ->
                operation == DiskFailed.Operation.WRITE
                                && Scene.chance(purpose, key, rate)
                                && scene.isBreakable(actor)
                        ? new Departure.DiskTrouble(name.get(), new DiskFault.Vanishes())
                        : null;
    }
}
