package dev.rehearsal.determinism.canary;

import java.time.LocalDate;
import java.util.GregorianCalendar;

/** The zone of the machine, asked for inside the JDK. */
final class DefaultInsideLibrary {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            GregorianCalendar calendar = new GregorianCalendar(2025, 0, number);
            return "" + calendar.getTimeInMillis();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + LocalDate.of(2025, 1, number).toEpochDay();
        }
    }

    private DefaultInsideLibrary() {}
}
