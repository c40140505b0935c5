package dev.rehearsal.determinism.canary;

import java.io.IOException;

/** What somebody types. */
final class StandardInput {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            try {
                return "" + System.in.available(); // leak
            } catch (IOException e) {
                return "closed";
            }
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
