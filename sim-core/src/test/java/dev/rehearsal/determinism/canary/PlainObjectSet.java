package dev.rehearsal.determinism.canary;

import java.util.HashSet;
import java.util.Set;

/** A hash set of objects without a hash of their own. */
final class PlainObjectSet {

    static final class Plain {
        final int number;

        Plain(int number) {
            this.number = number;
        }
    }

    record Valued(int number) {}

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Set<Plain> set = new HashSet<>();
            for (int i = 0; i < 9; i++) {
                set.add(new Plain(i));
            }
            StringBuilder seen = new StringBuilder();
            set.forEach(each -> seen.append(each.number)); // leak
            return seen.toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Set<Valued> set = new HashSet<>();
            for (int i = 0; i < 9; i++) {
                set.add(new Valued(i));
            }
            StringBuilder seen = new StringBuilder();
            set.forEach(each -> seen.append(each.number()));
            return seen.toString();
        }
    }

    private PlainObjectSet() {}
}
