package dev.rehearsal.value;

import org.jspecify.annotations.Nullable;

/**
 * The structural fingerprint of an immutable value in 128 bits: for who keeps so many values, or
 * keeps them for so long, that two of them in 2<sup>64</sup> are too likely.
 *
 * <p>Shape: two halves of 64 bits, each computed from the value by functions of its own; neither is
 * {@link Fingerprint#of(Object)}. What counts as equal is the same as there.
 *
 * <p>Determinism: equal on every JVM, as the other. Errors: the same.
 *
 * <p>Cost: proportional to the size of the value, some ten times that of the other: components are
 * read by reflection, and leaves by their text.
 */
public record WideFingerprint(long high, long low) {

    private static final long HIGH = 0xA0761D6478BD642FL;
    private static final long LOW = 0xE7037ED1A0B428DBL;

    /** The fingerprint of {@code value}. */
    public static WideFingerprint of(@Nullable Object value) {
        try {
            return any(value);
        } catch (NotAValueException refused) {
            throw refused.located() ? refused : Walk.locate(value, refused);
        }
    }

    static WideFingerprint any(@Nullable Object value) {
        return value == null
                ? ofText(0, "null")
                : Shape.of(value.getClass()).wideFingerprint(value);
    }

    /** The fingerprint of a text, as the content of a kind of value. */
    static WideFingerprint ofText(long kind, String text) {
        long first = kind * HIGH + text.length();
        long second = kind * LOW - text.length();
        for (int i = 0; i < text.length(); i++) {
            first = Long.rotateLeft((first ^ text.charAt(i)) * 0x9FB21C651E98DF25L, 28);
            second = (second + text.charAt(i)) * 0xD6E8FEB86659FD93L;
            second ^= second >>> 32;
        }
        return new WideFingerprint(spread(first), Fingerprint.mix(second));
    }

    /** What stands before the parts of a value: its kind and how many there are. */
    static WideFingerprint ofKind(long kind, long size) {
        return new WideFingerprint(
                spread(kind * HIGH + size), Fingerprint.mix(kind * LOW ^ size * HIGH));
    }

    /** The next part; the order counts. */
    WideFingerprint fold(WideFingerprint next) {
        return new WideFingerprint(
                spread(Long.rotateLeft(high, 23) * HIGH + next.high),
                Fingerprint.mix(low * LOW + next.low + HIGH));
    }

    /** Another element; the order does not count. */
    WideFingerprint plus(WideFingerprint other) {
        return new WideFingerprint(high + other.high, low + other.low);
    }

    /** A bijection: the end of MurmurHash3. */
    private static long spread(long z) {
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%016x%016x", high, low);
    }
}
