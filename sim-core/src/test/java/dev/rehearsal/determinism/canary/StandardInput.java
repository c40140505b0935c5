package dev.rehearsal.determinism.canary;

/** What somebody types. */
final class StandardInput {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + (System.in == null); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            System.out.print("");
            return "" + number;
        }
    }

    private StandardInput() {}
}
