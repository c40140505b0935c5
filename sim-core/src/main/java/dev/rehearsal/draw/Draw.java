package dev.rehearsal.draw;

import dev.rehearsal.value.Fingerprint;

/**
 * A keyed random draw: a pure function of the seed and of the names that were added to it.
 *
 * <p>{@code Draw.seed(7).in("operation").in("c1").in(3).below(2)} is the same number wherever and
 * whenever it is asked, and independent of every draw under another name. Ask one draw for one
 * thing only; {@link #in} makes the next.
 *
 * <p>Determinism: integer arithmetic only; the same on every JVM.
 *
 * @param bits 64 uniformly distributed bits
 */
public record Draw(long bits) {

    /** The draws of a run. */
    public static Draw seed(long seed) {
        return new Draw(Fingerprint.mix(seed + 0x72656865617273L));
    }

    /** The draw of this name under the present one. */
    public Draw in(String name) {
        return in(Fingerprint.of(name));
    }

    /** The draw of this number under the present name. */
    public Draw in(long number) {
        return new Draw(Fingerprint.fold(bits, number));
    }

    /** A uniform number in [0, 1). */
    public double unit() {
        return unit(bits);
    }

    /** A uniform number in [0, 1) made of some bits. */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /**
     * A uniform number in [0, {@code bound}).
     *
     * @throws IllegalArgumentException when {@code bound} is not positive
     */
    public int below(int bound) {
        return (int) below((long) bound);
    }

    /** As {@link #below(int)}. */
    public long below(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive: bound=" + bound);
        }
        return Math.unsignedMultiplyHigh(bits, bound);
    }
}
