package dev.rehearsal.history.transaction;

import org.jspecify.annotations.Nullable;

/**
 * Why one transaction stands before another.
 *
 * @param from the number of the earlier one
 * @param to the number of the later one
 * @param key the list, where the reason is data
 * @param element the element that shows it
 */
public record Dependency(
        Kind kind, int from, int to, @Nullable Object key, @Nullable Object element) {

    /** The kinds, cheapest first. */
    public enum Kind {
        /** The later one appended the next version. */
        WW,
        /** The later one read what the earlier one appended. */
        WR,
        /** The earlier one read the version before the one that the later appended. */
        RW,
        /** The same process ran one after the other. */
        SESSION,
        /** The earlier one had completed before the later one was invoked. */
        REAL_TIME
    }

    /** The reason as a sentence. */
    public String sentence() {
        return switch (kind) {
            case WW ->
                    "T"
                            + to
                            + " appended to "
                            + key
                            + " after T"
                            + from
                            + ", whose "
                            + element
                            + " comes before";
            case WR ->
                    "T" + to + " read " + element + " in " + key + ", which T" + from + " appended";
            case RW ->
                    "T"
                            + from
                            + " read "
                            + key
                            + " without "
                            + element
                            + ", which T"
                            + to
                            + " appended";
            case SESSION -> "T" + from + " and then T" + to + " were run by one process";
            case REAL_TIME -> "T" + from + " had completed before T" + to + " began";
        };
    }
}
