package dev.rehearsal.determinism.canary;

import java.util.HashMap;
import java.util.Map;

/** A cache in a final static field. */
final class StaticCache {

    private static final Map<Integer, String> CACHE = new HashMap<>();
    private static final Map<Integer, String> TABLE = new HashMap<>();

    static {
        for (int i = 0; i < 9; i++) {
            TABLE.put(i, "v" + i);
        }
    }

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            CACHE.put(CACHE.size(), "x"); // leak
            return "" + CACHE.size();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + TABLE.get(number);
        }
    }

    private StaticCache() {}
}
