package dev.rehearsal.actor;

import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * One actor's folder on the disk of its node: files of bytes that outlive a crash once they are
 * synced.
 *
 * <p>Shape: a flat folder that belongs to one path, shared by nobody. File names are not empty and
 * hold no {@code /}. Offsets and sizes are bytes.
 *
 * <p>Order and durability: reads answer at once and see all earlier writes of the same actor, those
 * of the running turn included. Writes, renames, deletes and syncs are effects, performed in order
 * with all others. A sync is a barrier: what comes after it in the turn is not performed before it
 * has completed, and the actor is busy until then. What was written but not synced belongs to the
 * node's page cache: it survives the end of the actor and may or may not survive a crash of the
 * node. {@link #sync} makes the content of a file durable, {@link #syncFolder} the names: creation,
 * rename and deletion. So a new file needs both.
 *
 * <p>Errors: a name that is refused and an operation on a file that does not exist throw {@link
 * IllegalArgumentException}, naming operation and file. An operation that fails is a {@link
 * DiskFailed}: a read throws it as {@link DiskFailedException}, everything else ends the turn with
 * it when it is performed (a disk that is not a kernel's throws it). After a failed sync what it
 * should have made durable is of unknown durability, and a second sync may wrongly succeed.
 *
 * <p>Source: POSIX {@code fsync}; Pillai et al., <i>All File Systems Are Not Created Equal</i>,
 * OSDI 2014.
 */
public interface Disk {

    /** The names of all files, in ascending order. */
    Seq<String> list();

    /** A copy of the content of a file; none when there is no such file. */
    Option<byte[]> read(String file);

    /** Writes at the end of a file, which is created when there is none. */
    void append(String file, byte[] bytes);

    /**
     * Replaces the bytes from {@code offset} on, extending the file (with zeros over a gap);
     * creates it when there is none. No bytes extend nothing.
     */
    void write(String file, long offset, byte[] bytes);

    /** Cuts a file to {@code size} bytes, or extends it with zeros. */
    void truncate(String file, long size);

    /** Gives a file another name, replacing atomically a file that has it already. */
    void rename(String file, String name);

    /** Deletes a file. */
    void delete(String file);

    /** Makes the content of a file durable. */
    void sync(String file);

    /** Makes all creations, renames and deletions in the folder durable. */
    void syncFolder();
}
