package dev.rehearsal.determinism.canary;

import java.time.DayOfWeek;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The order of a hash set whose element type is a variable. */
final class GenericKeys {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return joined(List.of(DayOfWeek.values()));
        }

        private static <T> String joined(Iterable<T> elements) {
            Set<T> set = new HashSet<>();
            elements.forEach(set::add);
            StringBuilder seen = new StringBuilder();
            set.forEach(seen::append);
            return seen.toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return joined(List.of("a", "b", "c"));
        }

        private static <T> String joined(Iterable<T> elements) {
            Set<T> set = new HashSet<>();
            elements.forEach(set::add);
            StringBuilder seen = new StringBuilder();
            set.forEach(seen::append);
            return seen.toString();
        }
    }

    private GenericKeys() {}
}
