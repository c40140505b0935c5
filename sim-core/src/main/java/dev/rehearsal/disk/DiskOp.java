package dev.rehearsal.disk;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.spelling.Amount;
import dev.rehearsal.value.Fingerprint;

/**
 * One effect on a disk. Files are named by the folder of their actor and the name within it.
 *
 * <p>Bytes are held without a copy: whoever makes an operation hands them over.
 *
 * <p>Errors: a name that is empty, holds a slash or is too long, and an offset or size that no file
 * can have, are refused with {@link IllegalArgumentException}.
 */
public sealed interface DiskOp {

    /** The folder, which is the path of the actor that owns it. */
    String folder();

    /** The file; empty for an operation on the whole folder. */
    String file();

    /** What it is called when it fails. */
    DiskFailed.Operation operation();

    /** The reason of an actor whose operation failed. */
    default DiskFailed failed(DiskFailed.Why why) {
        return new DiskFailed(operation(), file(), why);
    }

    /** Writes {@code bytes} from {@code offset} on; an offset of {@link #END} appends. */
    record Write(String folder, String file, long offset, byte[] bytes) implements DiskOp {
        /** Refuses what no file can have. */
        public Write {
            FileNames.require(file);
            if (offset != END) {
                requireSize("offset", file, offset);
                requireSize("end", file, offset + bytes.length);
            }
        }

        /** A write at an offset, which {@link #END} is not. */
        static Write at(String folder, String file, long offset, byte[] bytes) {
            FileNames.require(file);
            requireSize("offset", file, offset);
            return new Write(folder, file, offset, bytes);
        }

        @Override
        public DiskFailed.Operation operation() {
            return DiskFailed.Operation.WRITE;
        }
    }

    /** Cuts or extends a file to {@code size} bytes; creates it. */
    record Truncate(String folder, String file, long size) implements DiskOp {
        /** Refuses what no file can have. */
        public Truncate {
            FileNames.require(file);
            requireSize("size", file, size);
        }

        @Override
        public DiskFailed.Operation operation() {
            return DiskFailed.Operation.TRUNCATE;
        }
    }

    /** Gives a file another name. */
    record Rename(String folder, String file, String name) implements DiskOp {
        /** Refuses what no file can have. */
        public Rename {
            FileNames.require(file);
            FileNames.require(name);
        }

        @Override
        public DiskFailed.Operation operation() {
            return DiskFailed.Operation.RENAME;
        }
    }

    /** Removes a name. */
    record Delete(String folder, String file) implements DiskOp {
        /** Refuses what no file can have. */
        public Delete {
            FileNames.require(file);
        }

        @Override
        public DiskFailed.Operation operation() {
            return DiskFailed.Operation.DELETE;
        }
    }

    /** Makes the content of a file durable. */
    record Sync(String folder, String file) implements DiskOp {
        /** Refuses what no file can have. */
        public Sync {
            FileNames.require(file);
        }

        @Override
        public DiskFailed.Operation operation() {
            return DiskFailed.Operation.SYNC;
        }
    }

    /** Makes the names in a folder durable. */
    record SyncFolder(String folder) implements DiskOp {
        @Override
        public String file() {
            return "";
        }

        @Override
        public DiskFailed.Operation operation() {
            return DiskFailed.Operation.SYNC_FOLDER;
        }
    }

    /** The stable fingerprint of the operation, with the bytes that it writes. */
    default long fingerprint() {
        return switch (this) {
            case Write write -> {
                long h = fold(1, write.folder, write.file, write.offset);
                for (byte b : write.bytes) {
                    h = (h ^ b) * 0x100000001B3L;
                }
                yield Fingerprint.fold(h, write.bytes.length);
            }
            case Truncate truncate -> fold(2, truncate.folder, truncate.file, truncate.size);
            case Rename rename -> fold(3, rename.folder, rename.file, Fingerprint.of(rename.name));
            case Delete delete -> fold(4, delete.folder, delete.file, 0);
            case Sync sync -> fold(5, sync.folder, sync.file, 0);
            case SyncFolder sync -> fold(6, sync.folder, "", 0);
        };
    }

    /** What is done, for people: {@code writing 12 bytes to log}. */
    default String text() {
        return switch (this) {
            case Write write ->
                    "writing " + Amount.of(write.bytes.length, "byte") + " to " + write.file;
            case Truncate truncate ->
                    "cutting " + truncate.file + " to " + Amount.of(truncate.size, "byte");
            case Rename rename -> "renaming " + rename.file + " to " + rename.name;
            case Delete delete -> "deleting " + delete.file;
            case Sync sync -> "syncing " + sync.file;
            case SyncFolder _ -> "syncing its folder";
        };
    }

    private static void requireSize(String what, String file, long size) {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    what + " must be in [0, 2^31-1]: " + what + "=" + size + " file=" + file);
        }
    }

    private static long fold(long kind, String folder, String file, long rest) {
        return Fingerprint.fold(
                Fingerprint.fold(
                        Fingerprint.fold(kind, Fingerprint.of(folder)), Fingerprint.of(file)),
                rest);
    }

    /** The offset of a write at the end. */
    long END = -1;
}
