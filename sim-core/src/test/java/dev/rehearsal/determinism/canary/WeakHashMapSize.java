package dev.rehearsal.determinism.canary;

import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;

/** How many keys the garbage collector has left. */
final class WeakHashMapSize {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Map<Object, Integer> cache = new WeakHashMap<>(); // leak
            for (int i = 0; i < 1_000; i++) {
                cache.put("k" + i, i);
            }
            return "" + cache.size();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Map<Object, Integer> cache = new TreeMap<>();
            for (int i = 0; i < 1_000; i++) {
                cache.put("k" + i, i);
            }
            return "" + cache.size();
        }
    }

    private WeakHashMapSize() {}
}
