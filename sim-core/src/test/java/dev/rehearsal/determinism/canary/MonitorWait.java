package dev.rehearsal.determinism.canary;

/** Waiting for a notification. */
final class MonitorWait {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            try {
                synchronized (this) {
                    wait(1); // leak
                }
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
            synchronized (this) {
                return "" + number;
            }
        }
    }

    private MonitorWait() {}
}
