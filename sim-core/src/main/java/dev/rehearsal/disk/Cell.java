package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.value.Codec;

import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * One durable value, replaced atomically: after a crash it is the old one or the new one, never a
 * mixture.
 *
 * <p>Shape: the file {@code name} holds a CRC32C of four bytes, then the encoded value; {@code
 * name.new} exists while the value is being replaced.
 *
 * <p>Order: {@link #write} is write, sync, rename, sync of the folder. What an actor sends after it
 * in the same turn leaves when the value is durable.
 *
 * <p>Errors: {@link #recover} and {@link #update} throw {@link IllegalStateException} on a file
 * whose checksum does not match; it is never mistaken for an absent one.
 *
 * @param name the name of the file
 * @param codec the bytes of the value
 * @param <T> the value
 */
public record Cell<T>(String name, Codec<T> codec) {

    private static final int CHECKSUM_BYTES = Integer.BYTES;

    /** A cell whose values are encoded structurally. */
    public static <T> Cell<T> of(String name, Class<T> type) {
        return new Cell<>(name, Codec.structural(type));
    }

    /**
     * The value, made durable; none when there is none: for an actor's start.
     *
     * <p>What stands in the file may be lost yet when the actor, but not its node, ended inside a
     * {@link #write}, or a sync in it failed. This writes the value again, so that nobody learns of
     * a value that a crash takes back. There is no way to look at the value alone: who writes
     * another one at once anyway has {@link #update}, and after its start an actor knows what it
     * wrote.
     */
    public Option<T> recover(Disk disk) {
        return read(disk).peek(value -> write(disk, value));
    }

    /**
     * Replaces the value, durably, by what follows from it: for a count of lives, say.
     *
     * @param next is given the value, which may be lost yet, or none; what it learns from it must
     *     be in what it returns
     * @return the new value
     */
    public T update(Disk disk, Function<? super Option<T>, ? extends T> next) {
        T value = next.apply(read(disk));
        write(disk, value);
        return value;
    }

    /** Replaces the value, durably. */
    public void write(Disk disk, T value) {
        String next = name + ".new";
        disk.truncate(next, 0);
        disk.append(next, encode(value));
        disk.sync(next);
        disk.rename(next, name);
        disk.syncFolder();
    }

    /** What stands in the file, durable or not. */
    Option<T> read(Disk disk) {
        return disk.read(name).map(this::decode);
    }

    private byte[] encode(T value) {
        byte[] payload = codec.encode(value);
        return ByteBuffer.allocate(CHECKSUM_BYTES + payload.length)
                .putInt(checksum(payload))
                .put(payload)
                .array();
    }

    private T decode(byte[] file) {
        if (file.length < CHECKSUM_BYTES) {
            throw new IllegalStateException(
                    "cell must hold a checksum: file=" + name + " bytes=" + file.length);
        }
        byte[] payload = Arrays.copyOfRange(file, CHECKSUM_BYTES, file.length);
        int expected = ByteBuffer.wrap(file).getInt();
        int actual = checksum(payload);
        if (expected != actual) {
            throw new IllegalStateException(
                    "checksum of a cell must match: file="
                            + name
                            + " expected="
                            + Integer.toHexString(expected)
                            + " actual="
                            + Integer.toHexString(actual));
        }
        return codec.decode(payload);
    }

    private static int checksum(byte[] payload) {
        var crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
