package dev.rehearsal.history.model;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What a register or a key holds: a value, nothing (null), or some value that no operation of the
 * history can tell from others, which is what remains of a value under the observation quotient.
 */
public record Held<V>(@Nullable V value, boolean observable) {

    /** This value, or nothing. */
    public static <V> Held<V> of(@Nullable V value) {
        return new Held<>(value, true);
    }

    static <V> Held<V> unobserved() {
        return new Held<>(null, false);
    }

    boolean is(@Nullable Object other) {
        return observable && Objects.equals(value, other);
    }

    @Override
    public String toString() {
        return !observable
                ? "a value that is never seen"
                : value == null ? "nothing" : value.toString();
    }
}
