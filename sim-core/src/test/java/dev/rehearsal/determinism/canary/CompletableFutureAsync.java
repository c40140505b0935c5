package dev.rehearsal.determinism.canary;

import java.util.concurrent.CompletableFuture;

/** A stage on the common pool. */
final class CompletableFutureAsync {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return CompletableFuture.supplyAsync(() -> "" + number).join(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return CompletableFuture.completedFuture("" + number).thenApply(x -> x + "!").join();
        }
    }

    private CompletableFutureAsync() {}
}
