package dev.rehearsal.determinism.canary;

/** A variable of the process. */
final class EnvironmentVariable {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + System.getenv("HOME"); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private EnvironmentVariable() {}
}
