package dev.rehearsal.determinism.canary;

import io.vavr.collection.HashMap;

import java.time.DayOfWeek;

/** The order of vavr's hash map with enums as keys. */
final class VavrEnumKeys {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            HashMap<DayOfWeek, Integer> map = HashMap.empty();
            for (DayOfWeek day : DayOfWeek.values()) {
                map = map.put(day, day.getValue());
            }
            return map.values().mkString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            HashMap<String, Integer> map = HashMap.empty();
            for (DayOfWeek day : DayOfWeek.values()) {
                map = map.put(day.name(), day.getValue());
            }
            return map.values().mkString();
        }
    }

    private VavrEnumKeys() {}
}
