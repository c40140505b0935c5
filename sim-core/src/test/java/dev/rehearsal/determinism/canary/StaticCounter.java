package dev.rehearsal.determinism.canary;

/** A counter beside the state. */
final class StaticCounter {

    private static int counter;

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            counter++; // leak
            return "" + counter; // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private StaticCounter() {}
}
