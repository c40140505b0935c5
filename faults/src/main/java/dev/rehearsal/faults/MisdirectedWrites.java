package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.disk.DiskFault;

/**
 * A write hits another place of its file: firmware that mistakes an address. Only on servers whose
 * disks may be lost, as with {@link Wipes}.
 *
 * @param rate for each write; usually 0.05
 * @param offsetMax the place that is hit, in bytes from the beginning of the file, at the most;
 *     usually 64
 */
public record MisdirectedWrites(double rate, int offsetMax) implements OfDisks {

    /** Refuses what is no probability, and a place that is out of range. */
    public MisdirectedWrites {
        Options.requireRate("rate", rate);
        Options.requireWithin("offsetMax", offsetMax, 1, 1_000_000_000);
    }

    @Override
    public String label() {
        return "misdirected-write";
    }

    @Override
    public Part disks(Scene scene) {
        long purpose = scene.draw().bits();
        return (actor, operation, key, name, _) -> {
            if (operation != DiskFailed.Operation.WRITE
                    || !Scene.chance(purpose, key, rate)
                    || !scene.isBreakable(actor)) {
                return null;
            }
            DiskName write = name.get();
            return new Departure.DiskTrouble(
                    write,
                    new DiskFault.GoesTo(
                            write.file(), (long) (Scene.unit(purpose, key + 1) * offsetMax)));
        };
    }
}
