package dev.rehearsal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Threads that do the parts of one thing together: the caller, and others that wait between two
 * calls.
 */
final class Crew implements AutoCloseable {

    private final int threads;
    private final ExecutorService others;

    Crew(int threads) {
        this.threads = threads;
        others =
                Executors.newFixedThreadPool(
                        Math.max(1, threads - 1),
                        Thread.ofPlatform().daemon().name("search-", 2).factory());
    }

    int size() {
        return threads;
    }

    /** Does the parts 0 to size - 1 at the same time, and returns when all are done. */
    void each(IntConsumer part) {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            int number = i;
            futures.add(others.submit(() -> part.accept(number)));
        }
        try {
            part.accept(0);
        } finally {
            futures.forEach(Crew::await);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the search was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException("a part of the search failed", e.getCause());
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
