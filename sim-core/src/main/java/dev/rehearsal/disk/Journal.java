package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.value.Codec;

import io.vavr.collection.Vector;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * An append-only list of records that outlives crashes: what was synced is there, in order, or the
 * loss is reported.
 *
 * <p>Shape: a configuration, like {@link Cell}; where the journal ends is a value, {@link Tail},
 * that the actor keeps in its state. The file {@code name} holds a head (magic, number of the first
 * record, how many records were synced when the file got its name, CRC32C) and then the records,
 * each with its length, a CRC32C, its sequence number and the number of records that were known to
 * be synced when it was written. {@code name.new} exists while a journal is made or {@linkplain
 * #compact compacted}.
 *
 * <p>Order and durability: {@link #append} writes, {@link #sync} makes durable; records between two
 * syncs may be lost, torn or survive out of order, and are then cut off as a whole from the first
 * that is not whole. {@link #open} makes durable what it returns, whatever a failed sync or an end
 * of the actor before had left: it writes the records again whose sync nothing proves, so that a
 * file system that marks pages clean after a failed sync must write them after all; and it renames
 * a copy into place while nothing proves that the file has its name. A sync that fails ends the
 * turn; the next {@code open} says what is left.
 *
 * <p><b>Torn or corrupt?</b> A record that is not whole was either never synced (a torn tail, cut
 * off and reported as {@link Recovery.Cut}) or it was (corruption, {@link Recovery.Corrupt}). That
 * a whole record follows does not decide it, for records of one batch survive in any order; but
 * each record says how many were synced before it, so any whole record behind the bad one, the head
 * of the file, or the caller ({@link #open(Disk, long)}) can prove that it was. What cannot be
 * known: whether the records since the last one that proves something had been synced. Damage to
 * just these looks like a torn tail; whoever acknowledged records elsewhere passes their number and
 * closes this gap.
 *
 * <p>Errors: {@link JournalCorruptException} from {@link Recovery#orThrow}, and from {@link
 * #compact} on a file that changed under its tail; those of the {@link Disk}.
 *
 * <p>Cost: {@code open} reads the file, and looks for whole records at every byte behind a bad one.
 *
 * <p>Source: ARIES's log, LevelDB's log format; Alagappan et al., <i>Protocol-Aware Recovery for
 * Consensus-Based Storage</i>, FAST 2018, on telling a torn tail from corruption.
 *
 * @param name the name of the file
 * @param codec the bytes of a record
 * @param <T> the records
 */
public record Journal<T>(String name, Codec<T> codec) {

    private static final long MAGIC = 0x52654A6F75726E31L; // "ReJourn1"
    private static final int HEAD_BYTES = 3 * Long.BYTES + Integer.BYTES;

    /**
     * Where a journal ends.
     *
     * @param next the sequence number of the next record
     * @param bytes the length of the file
     * @param synced records below this number are durable
     */
    public record Tail(long next, long bytes, long synced) {}

    /** A journal whose records are encoded structurally. */
    public static <T> Journal<T> of(String name, Class<T> type) {
        return new Journal<>(name, Codec.structural(type));
    }

    /** Opens the journal, making an empty one when there is none. */
    public Recovery<T> open(Disk disk) {
        return open(disk, 0);
    }

    /**
     * Opens the journal, making an empty one when there is none.
     *
     * @param acknowledged the caller knows that all records below this number were synced; 0 when
     *     it knows nothing
     */
    public Recovery<T> open(Disk disk, long acknowledged) {
        byte[] file = disk.read(name).getOrNull();
        if (file == null) {
            return acknowledged > 0
                    ? new Recovery.Corrupt<>(
                            Vector.empty(), new Recovery.Damage(name, 0, 0, acknowledged))
                    : new Recovery.Opened<>(
                            Vector.empty(), replace(disk, 0, Vector.empty()), Recovery.Cut.NOTHING);
        }
        if (!hasHead(file)) {
            return new Recovery.Corrupt<>(
                    Vector.empty(), new Recovery.Damage(name, -1, 0, acknowledged));
        }
        ByteBuffer head = ByteBuffer.wrap(file);
        long first = head.getLong(Long.BYTES);
        long named = head.getLong(2 * Long.BYTES);
        long next = first;
        long synced = Math.max(acknowledged, named);
        Vector<Frame> frames = Vector.empty();
        int end = HEAD_BYTES;
        while (true) {
            Frame frame = Frame.at(file, end).getOrNull();
            if (frame == null || frame.sequence() != next) {
                break;
            }
            frames = frames.append(frame);
            synced = Math.max(synced, frame.synced());
            end = frame.end();
            next++;
        }
        int behind = 0;
        for (int at = end + 1; at < file.length; at++) {
            Frame frame = Frame.at(file, at).getOrNull();
            if (frame != null && frame.sequence() > next) {
                synced = Math.max(synced, frame.synced());
                at = frame.end() - 1;
                behind++;
            }
        }
        Vector<T> records = frames.map(frame -> codec.decode(frame.payload()));
        if (synced > next) {
            return new Recovery.Corrupt<>(records, new Recovery.Damage(name, next, end, synced));
        }
        var cut = new Recovery.Cut(file.length - end, behind);
        if (next == named) {
            // Nothing was written since the file got its name, so nothing tells whether it has it.
            Tail tail = rewrite(disk, first, frames.map(Frame::payload));
            return new Recovery.Opened<>(records, tail, cut);
        }
        settle(disk, file, end, frames, synced);
        return new Recovery.Opened<>(records, new Tail(next, end, next), cut);
    }

    /** Makes durable what was read, and only that. */
    private void settle(Disk disk, byte[] file, int end, Vector<Frame> frames, long synced) {
        if (end < file.length) {
            disk.truncate(name, end);
        }
        Frame first = frames.find(frame -> frame.sequence() >= synced).getOrNull();
        if (first != null) {
            disk.write(name, first.offset(), Arrays.copyOfRange(file, first.offset(), end));
        }
        disk.sync(name);
    }

    /** Writes a record at the end; it is not durable yet. */
    public Tail append(Disk disk, Tail tail, T record) {
        byte[] frame = Frame.encode(tail.next(), tail.synced(), codec.encode(record));
        disk.write(name, tail.bytes(), frame);
        return new Tail(tail.next() + 1, tail.bytes() + frame.length, tail.synced());
    }

    /** Makes all records so far durable. */
    public Tail sync(Disk disk, Tail tail) {
        disk.sync(name);
        return new Tail(tail.next(), tail.bytes(), tail.next());
    }

    /** Writes a record at the end and makes it durable, with all before it. */
    public Tail appendSynced(Disk disk, Tail tail, T record) {
        return sync(disk, append(disk, tail, record));
    }

    /**
     * Forgets the records below a number, durably and atomically; makes all others durable.
     *
     * @param first the first record to keep, at most {@link Tail#next}
     * @throws IllegalArgumentException when the tail is before it
     */
    public Tail compact(Disk disk, Tail tail, long first) {
        if (first > tail.next()) {
            throw new IllegalArgumentException(
                    "first must be at most the next record: first="
                            + first
                            + " next="
                            + tail.next());
        }
        byte[] file = disk.read(name).getOrElse(new byte[0]);
        long next = hasHead(file) ? ByteBuffer.wrap(file).getLong(Long.BYTES) : -1;
        Vector<byte[]> left = Vector.empty();
        int end = HEAD_BYTES;
        while (next >= 0 && end < tail.bytes()) {
            Frame frame = Frame.at(file, end).getOrNull();
            if (frame == null || frame.sequence() != next) {
                break;
            }
            left = next < first ? left : left.append(frame.payload());
            end = frame.end();
            next++;
        }
        if (next != tail.next() || end != tail.bytes()) {
            throw new JournalCorruptException(new Recovery.Damage(name, next, end, tail.next()));
        }
        return rewrite(disk, next - left.size(), left);
    }

    /**
     * Replaces the whole journal, durably and atomically: for a copy that comes from elsewhere, and
     * for a fresh start after corruption.
     *
     * @param first the sequence number of the first record, at least 0
     */
    public Tail replace(Disk disk, long first, Vector<T> records) {
        return rewrite(disk, first, records.map(codec::encode));
    }

    private Tail rewrite(Disk disk, long first, Vector<byte[]> payloads) {
        if (first < 0) {
            throw new IllegalArgumentException("first must be at least 0: first=" + first);
        }
        long next = first + payloads.size();
        var file = new ByteArrayOutputStream();
        file.writeBytes(head(first, next));
        long sequence = first;
        for (byte[] payload : payloads) {
            file.writeBytes(Frame.encode(sequence++, next, payload));
        }
        String fresh = name + ".new";
        disk.truncate(fresh, 0);
        disk.append(fresh, file.toByteArray());
        disk.sync(fresh);
        disk.rename(fresh, name);
        disk.syncFolder();
        return new Tail(next, file.size(), next);
    }

    private static byte[] head(long first, long synced) {
        byte[] head =
                ByteBuffer.allocate(HEAD_BYTES)
                        .putLong(MAGIC)
                        .putLong(first)
                        .putLong(synced)
                        .array();
        ByteBuffer.wrap(head).putInt(3 * Long.BYTES, checksum(head));
        return head;
    }

    private static boolean hasHead(byte[] file) {
        return file.length >= HEAD_BYTES
                && ByteBuffer.wrap(file).getLong() == MAGIC
                && ByteBuffer.wrap(file).getInt(3 * Long.BYTES) == checksum(file);
    }

    private static int checksum(byte[] head) {
        var crc = new CRC32C();
        crc.update(head, 0, 3 * Long.BYTES);
        return (int) crc.getValue();
    }
}
