package dev.rehearsal.determinism.canary;

/** The end of a line on this operating system. */
final class LineSeparator {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "a" + System.lineSeparator(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "a\n";
        }
    }

    private LineSeparator() {}
}
