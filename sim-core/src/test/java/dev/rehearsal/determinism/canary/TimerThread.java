package dev.rehearsal.determinism.canary;

import java.util.Timer;

/** A timer of the JDK. */
final class TimerThread {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            new Timer(true).cancel(); // leak
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

    private TimerThread() {}
}
