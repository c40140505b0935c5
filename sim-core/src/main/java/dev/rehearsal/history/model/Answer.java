package dev.rehearsal.history.model;

import org.jspecify.annotations.Nullable;

/** What an operation of a ready model returned. */
public sealed interface Answer<V> {

    /** It happened and returned nothing. */
    record Done<V>() implements Answer<V> {
        @Override
        public String toString() {
            return "done";
        }
    }

    /** It returned this value; null where there was none (an absent key, an empty queue). */
    record Value<V>(@Nullable V value) implements Answer<V> {
        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /** It returned yes or no. */
    record Flag<V>(boolean yes) implements Answer<V> {
        @Override
        public String toString() {
            return String.valueOf(yes);
        }
    }

    /** It returned the position at which something now stands. */
    record At<V>(long position) implements Answer<V> {
        @Override
        public String toString() {
            return "at " + position;
        }
    }

    /**
     * It happened, and what it returned was not recorded: legal wherever the operation can happen.
     */
    record Unseen<V>() implements Answer<V> {
        @Override
        public String toString() {
            return "not recorded";
        }
    }

    static <V> Answer<V> done() {
        return new Done<>();
    }

    static <V> Answer<V> value(@Nullable V value) {
        return new Value<>(value);
    }

    static <V> Answer<V> flag(boolean yes) {
        return new Flag<>(yes);
    }

    static <V> Answer<V> at(long position) {
        return new At<>(position);
    }

    static <V> Answer<V> unseen() {
        return new Unseen<>();
    }
}
