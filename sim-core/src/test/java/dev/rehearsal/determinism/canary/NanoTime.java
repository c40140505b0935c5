package dev.rehearsal.determinism.canary;

/** The clock of the machine, in nanoseconds. */
final class NanoTime {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + System.nanoTime(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number * 1_000_000L;
        }
    }

    private NanoTime() {}
}
