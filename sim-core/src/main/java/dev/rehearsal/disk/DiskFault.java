package dev.rehearsal.disk;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.value.Fingerprint;

import io.vavr.control.Option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that a disk does wrong, other than what a crash takes away.
 *
 * <p>Text: {@code fails}, {@code fails after 3 bytes}, {@code is lost}, {@code goes to x at 12},
 * {@code flips bit 3 of byte 17 of x}, {@code drops its cache: +-}; {@link #parse} reads it.
 *
 * <p>Errors: those of {@link DiskImage}, when a fault names what is not there.
 */
public sealed interface DiskFault {

    /** A fault of one operation. */
    sealed interface OfOperation extends DiskFault {

        /** Whether there is what the fault names. */
        default boolean fits(DiskImage disk, DiskOp op) {
            return true;
        }

        /** The disk after the operation with this fault. */
        DiskImage apply(DiskImage disk, DiskOp op);

        /** With what the actor exits; none when it does not notice. */
        Option<DiskFailed> failure(DiskOp op);
    }

    /** A fault of the disk by itself, in one actor's folder. */
    sealed interface OfFolder extends DiskFault {

        /** Whether there is what the fault names. */
        boolean fits(DiskImage disk, String folder);

        /** The disk with this fault. */
        DiskImage apply(DiskImage disk, String folder);
    }

    /**
     * The operation fails and says so: {@code EIO}, or for a read a sector that cannot be read.
     *
     * @param reached how many bytes of a write were taken before; 0 otherwise
     */
    record Fails(int reached) implements OfOperation {
        /** Refuses a negative number. */
        public Fails {
            if (reached < 0) {
                throw new IllegalArgumentException(
                        "reached must be at least 0: reached=" + reached);
            }
        }

        @Override
        public DiskImage apply(DiskImage disk, DiskOp op) {
            return disk.failed(op, reached);
        }

        @Override
        public Option<DiskFailed> failure(DiskOp op) {
            return Option.some(op.failed(DiskFailed.Why.ERROR));
        }

        @Override
        public String toString() {
            return reached == 0 ? "fails" : "fails after " + reached + " bytes";
        }
    }

    /**
     * A write is reported as done and never reaches the medium; other operations do what they do.
     */
    record Vanishes() implements OfOperation {
        @Override
        public DiskImage apply(DiskImage disk, DiskOp op) {
            return op instanceof DiskOp.Write write ? disk.phantom(write) : disk.apply(op);
        }

        @Override
        public Option<DiskFailed> failure(DiskOp op) {
            return Option.none();
        }

        @Override
        public String toString() {
            return "is lost";
        }
    }

    /** A write is reported as done and hits another place; other operations do what they do. */
    record GoesTo(String file, long offset) implements OfOperation {
        @Override
        public boolean fits(DiskImage disk, DiskOp op) {
            return op instanceof DiskOp.Write write
                    && offset >= 0
                    && offset + write.bytes().length <= Integer.MAX_VALUE
                    && disk.read(op.folder(), file).isDefined();
        }

        @Override
        public DiskImage apply(DiskImage disk, DiskOp op) {
            return op instanceof DiskOp.Write write
                    ? disk.misdirected(write, file, offset)
                    : disk.apply(op);
        }

        @Override
        public Option<DiskFailed> failure(DiskOp op) {
            return Option.none();
        }

        @Override
        public String toString() {
            return "goes to " + file + " at " + offset;
        }
    }

    /** One bit of a file turns over, in the cache or on the medium, wherever its newest copy is. */
    record Flips(String file, long offset, int bit) implements OfFolder {
        @Override
        public boolean fits(DiskImage disk, String folder) {
            return offset >= 0
                    && bit >= 0
                    && bit < 8
                    && disk.read(folder, file).exists(bytes -> offset < bytes.length);
        }

        @Override
        public DiskImage apply(DiskImage disk, String folder) {
            return disk.flipped(folder, file, offset, bit);
        }

        @Override
        public String toString() {
            return "flips bit " + bit + " of byte " + offset + " of " + file;
        }
    }

    /**
     * Some bytes of a file become garbage, in the cache or on the medium, wherever their newest
     * copies are: of each, the bits turn over that its place decides, at least one.
     */
    record Scrambles(String file, long offset, int length) implements OfFolder {
        @Override
        public boolean fits(DiskImage disk, String folder) {
            return offset >= 0
                    && length > 0
                    && disk.read(folder, file).exists(bytes -> offset + length <= bytes.length);
        }

        @Override
        public DiskImage apply(DiskImage disk, String folder) {
            DiskImage image = disk;
            for (long at = offset; at < offset + length; at++) {
                long bits = Fingerprint.mix(at) | 1;
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    if ((bits >>> bit & 1) == 1) {
                        image = image.flipped(folder, file, at, bit);
                    }
                }
            }
            return image;
        }

        @Override
        public String toString() {
            return "scrambles " + length + " bytes at " + offset + " of " + file;
        }
    }

    /** The page cache drops what a failed sync has marked clean. */
    record Evicts(Aftermath aftermath) implements OfFolder {
        @Override
        public boolean fits(DiskImage disk, String folder) {
            DiskImage after = apply(disk, folder);
            return after != disk && after.fingerprint() != disk.fingerprint();
        }

        @Override
        public DiskImage apply(DiskImage disk, String folder) {
            return disk.evicted(folder, aftermath);
        }

        @Override
        public String toString() {
            return "drops its cache: " + aftermath;
        }
    }

    /**
     * Reads a fault as {@code toString} writes it.
     *
     * @throws IllegalArgumentException when it has another form
     */
    static DiskFault parse(String text) {
        Matcher fault =
                Pattern.compile(
                                "(?<fails>fails)(?: after (?<reached>\\d{1,9}) bytes)?"
                                        + "|(?<lost>is lost)"
                                        + "|goes to (?<there>[^/]+) at (?<at>\\d{1,10})"
                                        + "|flips bit (?<bit>[0-7]) of byte (?<byte>\\d{1,10})"
                                        + " of (?<file>[^/]+)"
                                        + "|scrambles (?<length>\\d{1,9}) bytes at"
                                        + " (?<from>\\d{1,10}) of (?<garbage>[^/]+)"
                                        + "|drops its cache: (?<aftermath>.*)")
                        .matcher(text);
        if (!fault.matches()) {
            throw new IllegalArgumentException("no fault of a disk: text=" + text);
        }
        if (fault.group("fails") != null) {
            String reached = fault.group("reached");
            return new Fails(reached == null ? 0 : Integer.parseInt(reached));
        }
        if (fault.group("lost") != null) {
            return new Vanishes();
        }
        if (fault.group("there") != null) {
            return new GoesTo(fault.group("there"), Long.parseLong(fault.group("at")));
        }
        if (fault.group("file") != null) {
            return new Flips(
                    fault.group("file"),
                    Long.parseLong(fault.group("byte")),
                    Integer.parseInt(fault.group("bit")));
        }
        if (fault.group("garbage") != null) {
            return new Scrambles(
                    fault.group("garbage"),
                    Long.parseLong(fault.group("from")),
                    Integer.parseInt(fault.group("length")));
        }
        return new Evicts(Aftermath.parse(fault.group("aftermath")));
    }
}
