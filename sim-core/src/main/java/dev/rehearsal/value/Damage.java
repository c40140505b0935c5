package dev.rehearsal.value;

import io.vavr.collection.Seq;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes wrong with the {@link Bytes} that a value carries.
 *
 * <p>All {@code Bytes} of a value, in its records and in sequences and options in these, are
 * counted as one string, in the order of the components. Nothing else of a value is ever damaged,
 * and no {@code Bytes} in a set or a map.
 */
public sealed interface Damage {

    /**
     * One bit turns over.
     *
     * @param bit from 0 on, the lowest of the first byte
     */
    record Flips(long bit) implements Damage {
        /** Refuses a negative number. */
        public Flips {
            requireNotNegative("bit", bit);
        }

        @Override
        public String toString() {
            return "bit " + bit + " flipped";
        }
    }

    /**
     * The end is missing: of the bytes that the place lies in, and nothing of others.
     *
     * @param at the number of the first byte that is missing, from 0 on
     */
    record Cuts(long at) implements Damage {
        /** Refuses a negative number. */
        public Cuts {
            requireNotNegative("at", at);
        }

        @Override
        public String toString() {
            return "cut at byte " + at;
        }
    }

    private static void requireNotNegative(String what, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(
                    what + " must be at least 0: " + what + "=" + number);
        }
    }

    /** The number of the byte where it begins. */
    private long place() {
        return switch (this) {
            case Flips flips -> flips.bit / Byte.SIZE;
            case Cuts cuts -> cuts.at;
        };
    }

    /** How many bytes a value carries. */
    static long size(@Nullable Object value) {
        return switch (value) {
            case Bytes bytes -> bytes.size();
            case Record record -> {
                RecordShape shape = (RecordShape) Shape.of(record.getClass());
                long size = 0;
                for (RecordComponent component : shape.components()) {
                    size += size(shape.read(component, record));
                }
                yield size;
            }
            case Seq<?> elements -> elements.map(Damage::size).sum().longValue();
            case Option<?> option -> size(option.getOrNull());
            case null, default -> 0;
        };
    }

    /**
     * The value with that damage; null when it does not carry so many bytes, or a record in it
     * refuses the damaged ones, as whoever decodes them would.
     */
    default @Nullable Object to(Object value) {
        try {
            Object damaged = damaged(value, new long[] {place()});
            return damaged.equals(value) ? null : damaged;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /**
     * Goes through a value.
     *
     * @param left how many bytes are before the place; negative once it was found
     */
    private Object damaged(Object value, long[] left) {
        return switch (value) {
            case Bytes bytes -> damaged(bytes, left);
            case Record record -> damaged(record, left);
            case Seq<?> elements -> elements.map(element -> any(element, left));
            case Option<?> option -> option.map(element -> any(element, left));
            default -> value;
        };
    }

    private @Nullable Object any(@Nullable Object part, long[] left) {
        return part == null || left[0] < 0 || size(part) == 0 ? part : damaged(part, left);
    }

    private Object damaged(Record record, long[] left) {
        RecordShape shape = (RecordShape) Shape.of(record.getClass());
        RecordComponent[] components = shape.components();
        @Nullable Object[] parts = new @Nullable Object[components.length];
        boolean same = true;
        for (int i = 0; i < parts.length; i++) {
            Object part = shape.read(components[i], record);
            parts[i] = any(part, left);
            same &= parts[i] == part || parts[i] != null && parts[i].equals(part);
        }
        return same ? record : shape.construct(parts);
    }

    private Bytes damaged(Bytes bytes, long[] left) {
        long place = left[0];
        left[0] -= bytes.size();
        if (place < 0 || place >= bytes.size()) {
            return bytes;
        }
        return switch (this) {
            case Flips flips -> bytes.flipped(place * Byte.SIZE + flips.bit % Byte.SIZE);
            case Cuts _ -> bytes.first((int) place);
        };
    }

    /**
     * Reads a damage as {@code toString} writes it.
     *
     * @throws IllegalArgumentException when it has another form
     */
    static Damage parse(String text) {
        Matcher damage =
                Pattern.compile("bit (?<bit>\\d{1,18}) flipped|cut at byte (?<at>\\d{1,18})")
                        .matcher(text);
        if (!damage.matches()) {
            throw new IllegalArgumentException("no damage of a message: text=" + text);
        }
        String bit = damage.group("bit");
        return bit == null
                ? new Cuts(Long.parseLong(damage.group("at")))
                : new Flips(Long.parseLong(bit));
    }
}
