package dev.rehearsal.determinism.canary;

/** The number of the process. */
final class ProcessNumber {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + ProcessHandle.current().pid(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private ProcessNumber() {}
}
