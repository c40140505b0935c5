package dev.rehearsal.determinism.canary;

/** The size of the heap. */
final class MaxMemory {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Runtime.getRuntime().maxMemory(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private MaxMemory() {}
}
