package dev.rehearsal.determinism.canary;

/** A clock in a default method. */
final class DefaultMethod {

    interface Timed {
        default String stamp() {
            return "" + System.nanoTime(); // leak
        }
    }

    record Machine() implements Timed {}

    record Counted(long millis) implements Timed {
        @Override
        public String stamp() {
            return "" + millis;
        }
    }

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return new Machine().stamp();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return new Counted(number).stamp();
        }
    }

    private DefaultMethod() {}
}
