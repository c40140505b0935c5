package dev.rehearsal.determinism.canary;

/** The text of a class that has none of its own. */
final class ObjectToString {

    static final class Plain {}

    record Named(String name) {}

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "got " + new Plain(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "got " + new Named("x");
        }
    }

    private ObjectToString() {}
}
