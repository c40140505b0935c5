package dev.rehearsal.determinism.canary;

import java.time.DayOfWeek;

/** The hash of a record with an enum inside. */
final class RecordWithEnumHash {

    record Meeting(String name, DayOfWeek day) {}

    record Call(String name, int hour) {}

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new Meeting("m", DayOfWeek.of(number)).hashCode(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new Call("m", number).hashCode();
        }
    }

    private RecordWithEnumHash() {}
}
