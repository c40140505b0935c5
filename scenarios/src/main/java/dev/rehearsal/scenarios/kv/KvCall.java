package dev.rehearsal.scenarios.kv;

/** What clients ask of a key. */
sealed interface KvCall {

    /** The key it is about. */
    String key();

    /** The value; 0 when nobody has put one. */
    record Get(String key) implements KvCall {
        @Override
        public String toString() {
            return "get " + key;
        }
    }

    /** Replace the value. */
    record Put(String key, int value) implements KvCall {
        @Override
        public String toString() {
            return "put " + key + " " + value;
        }
    }

    /** Replace the value if it is {@code from}, and say whether it was. */
    record Cas(String key, int from, int to) implements KvCall {
        @Override
        public String toString() {
            return "cas " + key + " " + from + "→" + to;
        }
    }

    /** Divide the value, which cannot be done by 0. */
    record Div(String key, int by) implements KvCall {
        @Override
        public String toString() {
            return "div " + key + " " + by;
        }
    }
}
