package dev.rehearsal.determinism.canary;

import java.util.SplittableRandom;

/** A splittable generator that seeds itself. */
final class SplittableRandomUnseeded {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new SplittableRandom().nextLong(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new SplittableRandom(number).split().nextLong();
        }
    }

    private SplittableRandomUnseeded() {}
}
