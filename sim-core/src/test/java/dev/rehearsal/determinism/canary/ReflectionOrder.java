package dev.rehearsal.determinism.canary;

import java.util.Map;

/** The order of declared methods. */
final class ReflectionOrder {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return Map.class.getDeclaredMethods()[number].getName(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Map.class.getSimpleName();
        }
    }

    private ReflectionOrder() {}
}
