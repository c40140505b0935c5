package dev.rehearsal.determinism.canary;

/** A clock behind an interface of the author's. */
final class BehindInterface {

    interface Clock {
        long millis();
    }

    record Machine() implements Clock {
        @Override
        public long millis() {
            return System.nanoTime(); // leak
        }
    }

    record Counted(long millis) implements Clock {}

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Clock clock = new Machine();
            return "" + clock.millis();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Clock clock = new Counted(number);
            return "" + clock.millis();
        }
    }

    private BehindInterface() {}
}
