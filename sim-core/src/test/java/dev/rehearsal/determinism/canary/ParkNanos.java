package dev.rehearsal.determinism.canary;

import java.util.concurrent.locks.LockSupport;

/** Parking the thread. */
final class ParkNanos {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            LockSupport.parkNanos(1); // leak
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

    private ParkNanos() {}
}
