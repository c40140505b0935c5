package dev.rehearsal.determinism.canary;

/** An array in a final static field. */
final class StaticArray {

    private static final int[] HITS = new int[1];
    private static final int[] WEIGHTS = {2, 3, 5, 7, 11};

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            count(HITS);
            return "" + HITS[0];
        }

        private static void count(int[] hits) {
            hits[0]++; // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + WEIGHTS[number];
        }
    }

    private StaticArray() {}
}
