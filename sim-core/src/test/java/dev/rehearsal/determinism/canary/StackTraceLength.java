package dev.rehearsal.determinism.canary;

/** The frames below the actor. */
final class StackTraceLength {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new IllegalStateException().getStackTrace().length; // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return new IllegalStateException("x" + number).getMessage();
        }
    }

    private StackTraceLength() {}
}
