package dev.rehearsal.determinism.canary;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The order of a set that a stream has made. */
final class UnmodifiableSetCollector {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return Stream.of("a", "b", "c", "d", "e")
                    .collect(Collectors.toUnmodifiableSet())
                    .toString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Stream.of("a", "b", "c", "d", "e")
                    .collect(Collectors.toUnmodifiableSet())
                    .stream()
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    private UnmodifiableSetCollector() {}
}
