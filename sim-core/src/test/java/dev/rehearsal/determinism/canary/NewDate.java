package dev.rehearsal.determinism.canary;

import java.util.Date;

/** The clock of the machine in a constructor. */
final class NewDate {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Date before = new Date(); // leak
            Date now = before;
            while (now.equals(before)) {
                now = new Date(); // leak
            }
            return "" + now.getTime();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new Date(number).getTime();
        }
    }

    private NewDate() {}
}
