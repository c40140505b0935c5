package dev.rehearsal.recorded;

import org.jspecify.annotations.Nullable;

/**
 * One line of a recorded history.
 *
 * <p>Shape: values are null, {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link
 * Double}, {@link String}, {@link io.vavr.collection.Vector} of values, or {@link
 * io.vavr.collection.LinkedHashMap} from strings to values.
 *
 * @param line the line in the file, from 1
 * @param index {@code i}: the place of the event in real time
 * @param process {@code p}: the client; -1 for an event of the harness
 * @param harness {@code p} where it is a name: an event of the test harness, no operation
 * @param kind {@code t}
 * @param operation {@code op}; -1 for an event of the harness
 * @param function {@code f}
 * @param key {@code k}, where the model has keys in a field of their own
 * @param value {@code v}: the argument of an invocation, the result of a completion
 * @param error {@code e}: the error text of a failure
 */
public record Event(
        int line,
        int index,
        int process,
        @Nullable String harness,
        Kind kind,
        int operation,
        String function,
        @Nullable Object key,
        @Nullable Object value,
        @Nullable String error) {

    /** What the event is about. */
    public enum Kind {
        /** A client asks. */
        INVOKE,
        /** It happened, with this result. */
        OK,
        /** It did not happen. */
        FAIL,
        /** Nobody knows. */
        INFO
    }
}
