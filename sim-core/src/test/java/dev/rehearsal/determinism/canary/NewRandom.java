package dev.rehearsal.determinism.canary;

import java.util.Random;

/** A generator that seeds itself. */
final class NewRandom {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new Random().nextLong(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new Random(number).nextLong();
        }
    }

    private NewRandom() {}
}
