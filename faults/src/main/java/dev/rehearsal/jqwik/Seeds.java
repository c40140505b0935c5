package dev.rehearsal.jqwik;

import io.vavr.collection.Vector;

import java.util.Locale;

/** Numbers as people write and read them. */
final class Seeds {

    private static final int HEX = 16;

    private Seeds() {}

    /** {@code 0x} and 16 hex digits. */
    static String format(long seed) {
        return String.format(Locale.ROOT, "0x%016x", seed);
    }

    /**
     * Reads seeds with commas between.
     *
     * @throws IllegalArgumentException when one of them is no 64-bit number
     */
    static Vector<Long> parse(String what, String text) {
        return Vector.of(text.split(",", -1)).map(seed -> parseOne(what, seed.strip()));
    }

    private static long parseOne(String what, String text) {
        try {
            return text.startsWith("0x") || text.startsWith("0X")
                    ? Long.parseUnsignedLong(text.substring(2), HEX)
                    : parseDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    what
                            + " must be a 64-bit number, 0x and hex digits or decimal: "
                            + what
                            + "="
                            + text,
                    e);
        }
    }

    private static long parseDecimal(String text) {
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    }
}
