package dev.rehearsal.disk;

import dev.rehearsal.value.Fingerprint;

/**
 * One effect on a disk. Files are named by the folder of their actor and the name within it.
 *
 * <p>Bytes are held without a copy: whoever makes an operation hands them over.
 */
public sealed interface DiskOp {

    /** The folder, which is the path of the actor that owns it. */
    String folder();

    /** Writes {@code bytes} from {@code offset} on; an offset of {@link #END} appends. */
    record Write(String folder, String file, long offset, byte[] bytes) implements DiskOp {}

    /** Cuts or extends a file to {@code size} bytes; creates it. */
    record Truncate(String folder, String file, long size) implements DiskOp {}

    /** Gives a file another name. */
    record Rename(String folder, String file, String name) implements DiskOp {}

    /** Removes a name. */
    record Delete(String folder, String file) implements DiskOp {}

    /** Makes the content of a file durable. */
    record Sync(String folder, String file) implements DiskOp {}

    /** Makes the names in a folder durable. */
    record SyncFolder(String folder) implements DiskOp {}

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

    private static long fold(long kind, String folder, String file, long rest) {
        return Fingerprint.fold(
                Fingerprint.fold(
                        Fingerprint.fold(kind, Fingerprint.of(folder)), Fingerprint.of(file)),
                rest);
    }

    /** The offset of a write at the end. */
    long END = -1;
}
