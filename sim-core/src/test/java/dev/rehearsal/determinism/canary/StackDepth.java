package dev.rehearsal.determinism.canary;

/** How deep the stack is. */
final class StackDepth {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + depth(0);
        }

        private static int depth(int before) {
            try {
                return depth(before + 1);
            } catch (StackOverflowError e) { // leak
                return before;
            }
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + depth(number);
        }

        private static int depth(int left) {
            try {
                return left == 0 ? 0 : 1 + depth(left - 1);
            } catch (IllegalStateException e) {
                return 0;
            }
        }
    }

    private StackDepth() {}
}
