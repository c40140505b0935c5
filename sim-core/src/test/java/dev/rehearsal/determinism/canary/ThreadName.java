package dev.rehearsal.determinism.canary;

/** The name and number of the thread. */
final class ThreadName {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return Thread.currentThread().getName() // leak
                    + Thread.currentThread().threadId(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "actor" + number;
        }
    }

    private ThreadName() {}
}
