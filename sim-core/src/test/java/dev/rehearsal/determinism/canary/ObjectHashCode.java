package dev.rehearsal.determinism.canary;

/** The hash of a class that has none of its own. */
final class ObjectHashCode {

    static final class Plain {
        final int number;

        Plain(int number) {
            this.number = number;
        }
    }

    record Valued(int number) {}

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new Plain(number).hashCode(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new Valued(number).hashCode();
        }
    }

    private ObjectHashCode() {}
}
