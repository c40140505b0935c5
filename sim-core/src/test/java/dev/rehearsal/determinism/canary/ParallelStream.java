package dev.rehearsal.determinism.canary;

import java.util.List;

/** A parallel stream seen in the order of its threads. */
final class ParallelStream {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            StringBuffer seen = new StringBuffer();
            List.of(1, 2, 3, 4, 5, 6).parallelStream().forEach(seen::append); // leak
            return seen.toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            StringBuffer seen = new StringBuffer();
            List.of(1, 2, 3, 4, 5, 6).stream().forEach(seen::append);
            return seen.toString();
        }
    }

    private ParallelStream() {}
}
