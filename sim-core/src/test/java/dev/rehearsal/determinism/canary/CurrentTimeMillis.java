package dev.rehearsal.determinism.canary;

/** The clock of the machine, in milliseconds. */
final class CurrentTimeMillis {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            long before = System.currentTimeMillis(); // leak
            long now = before;
            while (now == before) {
                now = System.currentTimeMillis(); // leak
            }
            return "" + now;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private CurrentTimeMillis() {}
}
