package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.DiskFault;

/**
 * An operation on a disk fails and says so. Only where the cluster declares that whoever ends is
 * started again, since a failed operation ends its actor.
 *
 * @param what which operations
 * @param rate for each such operation; usually 0.05
 */
public record DiskErrors(What what, double rate) implements OfDisks {

    private static final int SHORT_MAX = 16;

    /** Which operations. */
    public enum What {
        /** A read or a list: a sector that cannot be read. */
        READ("read-error"),
        /** A write, a cut, a rename, a delete: {@code EIO}; nothing of it is done. */
        WRITE("write-error"),
        /** A write, of which up to 16 bytes are done. */
        SHORT("short-write"),
        /** A sync: the durability of what was not synced is unknown from then on. */
        SYNC("sync-failure");

        private final String label;

        What(String label) {
            this.label = label;
        }

        private boolean fits(DiskFailed.Operation operation) {
            return switch (operation) {
                case LIST, READ -> this == READ;
                case WRITE -> this == WRITE || this == SHORT;
                case TRUNCATE, RENAME, DELETE -> this == WRITE;
                case SYNC, SYNC_FOLDER -> this == SYNC;
            };
        }
    }

    /** Refuses what is no probability. */
    public DiskErrors {
        Options.requireRate("rate", rate);
    }

    @Override
    public String label() {
        return what.label;
    }

    @Override
    public Part disks(Scene scene) {
        long purpose = scene.draw().bits();
        boolean possible = scene.cluster().exits();
        return (_, operation, key, name, _) -> {
            if (!possible || !what.fits(operation) || !Scene.chance(purpose, key, rate)) {
                return null;
            }
            int reached =
                    what == What.SHORT ? 1 + (int) (Scene.unit(purpose, key + 1) * SHORT_MAX) : 0;
            return new Departure.DiskTrouble(name.get(), new DiskFault.Fails(reached));
        };
    }
}
