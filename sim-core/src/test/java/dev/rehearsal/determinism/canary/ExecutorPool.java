package dev.rehearsal.determinism.canary;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tasks on a pool of threads. */
final class ExecutorPool {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            try (ExecutorService pool = Executors.newFixedThreadPool(1)) { // leak
                pool.execute(() -> {}); // leak
            } // leak
            return "" + number;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Executor direct = Runnable::run;
            direct.execute(() -> {});
            return "" + number;
        }
    }

    private ExecutorPool() {}
}
