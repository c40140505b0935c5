package dev.rehearsal.actor;

/**
 * A disk operation did not happen, or not for certain: the reason with which its actor exits.
 *
 * @param operation what failed
 * @param file the file; empty for an operation on the whole folder
 * @param why what is known of the cause
 */
public record DiskFailed(Operation operation, String file, Why why) implements ExitReason {

    /** What can fail. */
    public enum Operation {
        /** Listing the folder. */
        LIST("list"),
        /** Reading a file. */
        READ("read"),
        /** Writing or appending. */
        WRITE("write"),
        /** Cutting or extending a file. */
        TRUNCATE("truncate"),
        /** Giving a file another name. */
        RENAME("rename"),
        /** Deleting a file. */
        DELETE("delete"),
        /** Syncing a file: what was not synced before is of unknown durability afterwards. */
        SYNC("sync"),
        /** Syncing the folder: names that were not synced are of unknown durability afterwards. */
        SYNC_FOLDER("sync of the folder");

        private final String label;

        Operation(String label) {
            this.label = label;
        }

        /** As it stands in reports. */
        public String label() {
            return label;
        }
    }

    /** What is known of the cause. */
    public enum Why {
        /** The device or the file system said no ({@code EIO} and the like). */
        ERROR("error"),
        /** There is no room ({@code ENOSPC}, {@code EDQUOT}); nothing was written. */
        FULL("full");

        private final String label;

        Why(String label) {
            this.label = label;
        }

        /** As it stands in reports. */
        public String label() {
            return label;
        }
    }

    @Override
    public String toString() {
        return "disk failed: operation="
                + operation.label()
                + (file.isEmpty() ? "" : " file=" + file)
                + " why="
                + why.label();
    }
}
