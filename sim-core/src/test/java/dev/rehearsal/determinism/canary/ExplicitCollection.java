package dev.rehearsal.determinism.canary;

/** A garbage collection on demand. */
final class ExplicitCollection {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            System.gc(); // leak
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

    private ExplicitCollection() {}
}
