package dev.rehearsal.value;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable string of bytes: a payload, a packet, an encoded record.
 *
 * <p>A value like any other: it may stand in states, messages and operations, and has a fingerprint
 * and an encoding. What is made of an array or gives one is a copy.
 */
public final class Bytes {

    private static final int SHOWN_MAX = 32;

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of an array. */
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /** How many there are. */
    public int size() {
        return content.length;
    }

    /** The byte of an index from 0 on. */
    public byte at(int index) {
        return content[index];
    }

    /** A copy as an array. */
    public byte[] toArray() {
        return content.clone();
    }

    /** The same with one bit turned over; bit 0 is the lowest of the first byte. */
    Bytes flipped(long bit) {
        byte[] other = content.clone();
        other[(int) (bit / Byte.SIZE)] ^= (byte) (1 << bit % Byte.SIZE);
        return new Bytes(other);
    }

    /** The first so many of them. */
    Bytes first(int count) {
        return new Bytes(Arrays.copyOf(content, count));
    }

    long fingerprint() {
        long hash = Fingerprint.fold(15, content.length);
        for (byte one : content) {
            hash = Fingerprint.fold(hash, one);
        }
        return hash;
    }

    String hex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** In hexadecimal; of many only the first, and how many there are. */
    @Override
    public String toString() {
        return content.length <= SHOWN_MAX
                ? hex()
                : HexFormat.of().formatHex(content, 0, SHOWN_MAX)
                        + "… ("
                        + content.length
                        + " bytes)";
    }
}
