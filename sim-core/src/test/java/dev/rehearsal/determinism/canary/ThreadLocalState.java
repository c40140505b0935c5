package dev.rehearsal.determinism.canary;

/** What the thread did before. */
final class ThreadLocalState {

    private static final ThreadLocal<Integer> CALLS = ThreadLocal.withInitial(() -> 0); // leak

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Integer before = CALLS.get(); // leak
            CALLS.set(before + 1); // leak
            return "" + before;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private ThreadLocalState() {}
}
