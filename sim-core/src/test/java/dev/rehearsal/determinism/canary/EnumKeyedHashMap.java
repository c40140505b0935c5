package dev.rehearsal.determinism.canary;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The order of a hash map with enums as keys. */
final class EnumKeyedHashMap {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Map<DayOfWeek, Integer> map = new HashMap<>();
            for (DayOfWeek day : DayOfWeek.values()) {
                map.put(day, day.getValue());
            }
            StringBuilder seen = new StringBuilder();
            for (Map.Entry<DayOfWeek, Integer> entry : map.entrySet()) { // leak
                seen.append(entry.getValue());
            }
            return seen.toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Map<DayOfWeek, Integer> map = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                map.put(day, day.getValue());
            }
            StringBuilder seen = new StringBuilder();
            for (Map.Entry<DayOfWeek, Integer> entry : map.entrySet()) {
                seen.append(entry.getValue());
            }
            return seen.toString();
        }
    }

    private EnumKeyedHashMap() {}
}
