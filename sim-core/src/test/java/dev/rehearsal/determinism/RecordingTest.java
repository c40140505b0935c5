package dev.rehearsal.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.collection.Vector;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Where two recordings differ first. */
class RecordingTest {

    private record Hashes(Vector<Long> all) implements Recording {
        @Override
        public long steps() {
            return all.size();
        }

        @Override
        public long hash(long step) {
            return step == 0 ? 0 : all.get((int) step - 1);
        }

        @Override
        public Vector<String> events(long step) {
            return Vector.empty();
        }
    }

    @Property
    void bisection_findsTheFirstOfAllStepsThatDiffer(
            @ForAll @IntRange(max = 40) int common,
            @ForAll @IntRange(max = 40) int left,
            @ForAll @IntRange(max = 40) int right) {
        Vector<Long> same = Vector.range(0, common).map(i -> 1L + i);
        Hashes one = new Hashes(same.appendAll(Vector.range(0, left).map(i -> 1_000L + i)));
        Hashes two = new Hashes(same.appendAll(Vector.range(0, right).map(i -> 2_000L + i)));

        assertEquals(left == 0 && right == 0 ? 0 : common + 1, Recording.firstDifference(one, two));
    }
}
