package dev.rehearsal.determinism.canary;

/** The number of processors. */
final class AvailableProcessors {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Runtime.getRuntime().availableProcessors(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private AvailableProcessors() {}
}
