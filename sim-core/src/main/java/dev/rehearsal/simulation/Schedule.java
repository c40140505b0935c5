package dev.rehearsal.simulation;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** What waits to happen, and what of it comes next: by time alone, or as a strategy chooses. */
sealed interface Schedule permits TimerWheel, Choices {

    /** How much waits. */
    int size();

    /** The time of what came last. */
    long now();

    /**
     * Adds what comes at its time, whoever chooses.
     *
     * @param due not before {@link #now}
     */
    void add(long due, Object item);

    /** What comes next, when that is up to {@code limit}; {@link #now} is then its time. */
    @Nullable Object poll(long limit);

    /** Does something with each item that waits, in no particular order. */
    void forEach(Consumer<Object> action);
}
