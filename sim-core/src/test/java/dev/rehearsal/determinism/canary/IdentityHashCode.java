package dev.rehearsal.determinism.canary;

/** The identity of an object. */
final class IdentityHashCode {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + System.identityHashCode(new int[0]); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + "x".hashCode();
        }
    }

    private IdentityHashCode() {}
}
