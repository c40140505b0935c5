package dev.rehearsal.determinism.canary;

import java.util.Map;
import java.util.TreeMap;

/** The order of Map.of, seen in another method. */
final class MapOfOrder {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return text(Map.of("a", 1, "b", 2, "c", 3, "d", 4, "e", 5));
        }

        private static String text(Map<String, Integer> map) {
            StringBuilder seen = new StringBuilder();
            map.forEach((key, value) -> seen.append(key).append(value)); // leak
            return seen.toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3, "d", 4, "e", 5)).toString();
        }
    }

    private MapOfOrder() {}
}
