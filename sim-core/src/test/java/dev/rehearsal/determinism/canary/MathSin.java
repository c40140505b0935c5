package dev.rehearsal.determinism.canary;

/** A function that the JIT may replace. */
final class MathSin {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Math.sin(number); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + StrictMath.sin(number);
        }
    }

    private MathSin() {}
}
