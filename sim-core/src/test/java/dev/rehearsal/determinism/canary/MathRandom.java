package dev.rehearsal.determinism.canary;

/** A random number without a seed. */
final class MathRandom {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Math.random(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Math.abs(-number);
        }
    }

    private MathRandom() {}
}
