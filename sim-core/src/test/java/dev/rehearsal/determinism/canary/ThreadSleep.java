package dev.rehearsal.determinism.canary;

/** Waiting in real time. */
final class ThreadSleep {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            try {
                Thread.sleep(0); // leak
            } catch (InterruptedException e) {
                return "interrupted";
            }
            return "" + number;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private ThreadSleep() {}
}
