package dev.rehearsal.determinism.canary;

import java.time.DayOfWeek;

/** The hash of an enum. */
final class EnumHashCode {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + DayOfWeek.of(number).hashCode(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + DayOfWeek.of(number).ordinal();
        }
    }

    private EnumHashCode() {}
}
