package dev.rehearsal.determinism.canary;

import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A random comparator that the JDK calls. There are so many numbers that two orders are not equal
 * by chance, and so few that the sort does not notice the comparator's contradictions.
 */
final class ComparatorCallback {

    private static Stream<Integer> numbers() {
        return IntStream.range(0, 24).boxed();
    }

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
            return numbers().sorted(new Coin()).toList().toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return numbers().sorted(Comparator.reverseOrder()).toList().toString();
        }
    }

    private ComparatorCallback() {}
}
