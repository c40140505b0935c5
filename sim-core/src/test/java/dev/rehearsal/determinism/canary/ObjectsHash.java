package dev.rehearsal.determinism.canary;

import java.time.DayOfWeek;
import java.util.Objects;

/** A hash over several objects, one of them an enum. */
final class ObjectsHash {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Objects.hash(number, DayOfWeek.MONDAY); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Objects.hash(number, DayOfWeek.MONDAY.ordinal());
        }
    }

    private ObjectsHash() {}
}
