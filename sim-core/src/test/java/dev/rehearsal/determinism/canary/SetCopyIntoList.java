package dev.rehearsal.determinism.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The order of Set.copyOf, kept by a list. */
final class SetCopyIntoList {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Set<String> names = Set.copyOf(List.of("a", "b", "c", "d", "e", "f"));
            return String.join("", new ArrayList<>(names)); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Set<String> names = Set.copyOf(List.of("a", "b", "c", "d", "e", "f"));
            return String.join("", new TreeSet<>(names));
        }
    }

    private SetCopyIntoList() {}
}
