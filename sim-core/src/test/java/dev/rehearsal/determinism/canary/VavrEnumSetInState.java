package dev.rehearsal.determinism.canary;

import io.vavr.collection.HashSet;

import java.time.DayOfWeek;

/** The order of vavr's hash set of enums, held in a record. */
final class VavrEnumSetInState {

    record Days(HashSet<DayOfWeek> open) {}

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Days days = new Days(HashSet.of(DayOfWeek.values()));
            return days.open().mkString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Days days = new Days(HashSet.of(DayOfWeek.values()));
            return "" + days.open().contains(DayOfWeek.of(number)) + days.open().size();
        }
    }

    private VavrEnumSetInState() {}
}
