package dev.rehearsal.determinism.canary;

import java.util.Set;

/** The order of Set.of. */
final class SetOfOrder {

    private static final Set<String> NAMES = Set.of("a", "b", "c", "d", "e", "f", "g");

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            StringBuilder seen = new StringBuilder();
            for (String name : NAMES) { // leak
                seen.append(name);
            }
            return seen.toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return ""
                    + NAMES.contains("a")
                    + NAMES.size()
                    + NAMES.stream().sorted().toList()
                    + NAMES.stream().anyMatch("e"::equals);
        }
    }

    private SetOfOrder() {}
}
