package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.disk.DiskFault;

/**
 * A read gives what stands in another place of its file: firmware that mistakes an address. The
 * medium is as it was. Only on servers whose disks may be lost, as with {@link Wipes}.
 *
 * @param rate for each read; usually 0.05
 * @param offsetMax the place that is read, in bytes from the beginning of the file, at the most,
 *     and at least 1; usually 64
 */
public record MisdirectedReads(double rate, int offsetMax) implements OfDisks {

    /** Refuses what is no probability, and a place that is out of range. */
    public MisdirectedReads {
        Options.requireRate("rate", rate);
        Options.requireWithin("offsetMax", offsetMax, 1, 1_000_000_000);
    }

    @Override
    public String label() {
        return "misdirected-read";
    }

    @Override
    public Part disks(Scene scene) {
        long purpose = scene.draw().bits();
        return (actor, operation, key, name, _) -> {
            if (operation != DiskFailed.Operation.READ
                    || !Scene.chance(purpose, key, rate)
                    || !scene.isBreakable(actor)) {
                return null;
            }
            DiskName read = name.get();
            return new Departure.DiskTrouble(
                    read,
                    new DiskFault.GoesTo(
                            read.file(), 1 + (long) (Scene.unit(purpose, key + 1) * offsetMax)));
        };
    }
}
