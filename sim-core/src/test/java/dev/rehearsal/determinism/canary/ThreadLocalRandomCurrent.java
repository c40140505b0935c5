package dev.rehearsal.determinism.canary;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** The generator of the thread. */
final class ThreadLocalRandomCurrent {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + ThreadLocalRandom.current().nextLong(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new SplittableRandom(number).nextLong();
        }
    }

    private ThreadLocalRandomCurrent() {}
}
