package dev.rehearsal.determinism.canary;

import java.util.IdentityHashMap;
import java.util.Map;

/** The order of identities. */
final class IdentityMapOrder {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Map<String, Integer> map = new IdentityHashMap<>();
            for (int i = 0; i < 9; i++) {
                map.put(new String("k" + i), i);
            }
            StringBuilder seen = new StringBuilder();
            for (Integer value : map.values()) { // leak
                seen.append(value);
            }
            return seen.toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Map<String, Integer> map = new IdentityHashMap<>();
            map.put("k", number);
            return "" + map.get("k") + map.size();
        }
    }

    private IdentityMapOrder() {}
}
