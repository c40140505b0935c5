package dev.rehearsal.value;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * The stable structural 64-bit fingerprint of an immutable value.
 *
 * <p>Shape: a pure function of the value's structure: class names, component values in order, the
 * length of sequences. Sets and maps count by content, whatever their order; equal contents in
 * different kinds of container (a sequence and a set, {@code 1} and {@code 1L}) have different
 * fingerprints.
 *
 * <p>Determinism: equal on every JVM, platform, time zone and locale; no {@code hashCode}, identity
 * or iteration order enters.
 *
 * <p>Errors: a value outside the universe of this package throws {@link NotAValueException} with
 * the path to the offending component.
 *
 * <p>Cost: proportional to the size of the value; for a small record a few nanoseconds a component.
 */
public final class Fingerprint {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    static final long NULL = mix(0x6E756C6CL);

    private Fingerprint() {}

    /** The fingerprint of {@code value}. */
    public static long of(@Nullable Object value) {
        try {
            return any(value);
        } catch (NotAValueException refused) {
            throw refused.located() ? refused : Walk.locate(value, refused);
        }
    }

    /**
     * Shows a value and every part of it, whole before parts.
     *
     * @throws NotAValueException when a part is not in the universe of this package
     */
    public static void parts(@Nullable Object value, Consumer<Object> each) {
        Walk.visit(value, each);
    }

    /** The fingerprint of a text, such as a name: that of the string. */
    public static long of(String text) {
        long h = text.length() * GOLDEN;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001B3L;
            h ^= h >>> 29;
        }
        return mix(h ^ 0x737472L);
    }

    /** Folds the next number into a running hash; the order of the numbers counts. */
    public static long fold(long hash, long next) {
        return mix(hash * 0xD6E8FEB86659FD93L + next + GOLDEN);
    }

    /**
     * Spreads every bit of {@code z} over the whole result; a bijection (Stafford's variant 13, as
     * in SplitMix64).
     */
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long any(@Nullable Object value) {
        return value == null ? NULL : Shape.of(value.getClass()).fingerprint(value);
    }
}
