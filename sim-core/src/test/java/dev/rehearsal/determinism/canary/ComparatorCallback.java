package dev.rehearsal.determinism.canary;

import java.util.Comparator;
import java.util.stream.Stream;

/** A random comparator that the JDK calls. */
final class ComparatorCallback {

    record Coin() implements Comparator<Integer> {
        @Override
        public int compare(Integer left, Integer right) {
            return left.equals(right) ? 0 : Math.random() < 0.5 ? -1 : 1; // leak
        }
    }

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return Stream.of(1, 2, 3, 4, 5).sorted(new Coin()).toList().toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Stream.of(1, 2, 3, 4, 5).sorted(Comparator.reverseOrder()).toList().toString();
        }
    }

    private ComparatorCallback() {}
}
