package dev.rehearsal.determinism.canary;

import java.util.stream.DoubleStream;

/** A sum of doubles in parts. */
final class ParallelReduction {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + DoubleStream.of(1e16, 1, -1e16, 1).parallel().sum(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + DoubleStream.of(1e16, 1, -1e16, 1).sum();
        }
    }

    private ParallelReduction() {}
}
