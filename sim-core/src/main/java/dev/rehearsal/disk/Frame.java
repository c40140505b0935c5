package dev.rehearsal.disk;

import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record of a journal as bytes: payload length (4), CRC32C of all that follows and the length
 * (4), sequence number (8), how many records were known to be synced when it was written (8),
 * payload.
 *
 * @param offset where it begins in the file
 */
record Frame(long sequence, long synced, int offset, byte[] payload) {

    static final int HEAD_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;

    private static final int CHECKED_FROM = 2 * Integer.BYTES;

    /** The byte behind it. */
    int end() {
        return offset + HEAD_BYTES + payload.length;
    }

    static byte[] encode(long sequence, long synced, byte[] payload) {
        byte[] frame =
                ByteBuffer.allocate(HEAD_BYTES + payload.length)
                        .putInt(payload.length)
                        .putInt(0)
                        .putLong(sequence)
                        .putLong(synced)
                        .put(payload)
                        .array();
        ByteBuffer.wrap(frame).putInt(Integer.BYTES, checksum(frame, 0, payload.length));
        return frame;
    }

    /** The record at a place; none when what stands there is no record. */
    static Option<Frame> at(byte[] file, int offset) {
        if (file.length - offset < HEAD_BYTES) {
            return Option.none();
        }
        ByteBuffer frame = ByteBuffer.wrap(file);
        int length = frame.getInt(offset);
        if (length < 0
                || length > file.length - offset - HEAD_BYTES
                || frame.getInt(offset + Integer.BYTES) != checksum(file, offset, length)) {
            return Option.none();
        }
        byte[] payload = new byte[length];
        frame.get(offset + HEAD_BYTES, payload);
        return Option.some(
                new Frame(
                        frame.getLong(offset + CHECKED_FROM),
                        frame.getLong(offset + CHECKED_FROM + Long.BYTES),
                        offset,
                        payload));
    }

    private static int checksum(byte[] file, int offset, int length) {
        var crc = new CRC32C();
        crc.update(file, offset, Integer.BYTES);
        crc.update(file, offset + CHECKED_FROM, HEAD_BYTES - CHECKED_FROM + length);
        return (int) crc.getValue();
    }
}
