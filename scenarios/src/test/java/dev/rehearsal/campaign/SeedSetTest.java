package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.TreeSet;

/** Ranges of seeds against a plain set of them. */
class SeedSetTest {

    /** Every {@code stride}-th seed. */
    record Piece(int first, int stride, int count) {
        TreeSet<Long> seeds() {
            TreeSet<Long> seeds = new TreeSet<>();
            for (int i = 0; i < count; i++) {
                seeds.add((long) first + (long) i * stride);
            }
            return seeds;
        }
    }

    @Property(tries = 500)
    void additions_meetWhatWasThere_asInAPlainSet(
            @ForAll @Size(max = 30) List<@IntRange(max = 19_999) Integer> numbers) {
        SeedSet set = new SeedSet();
        TreeSet<Long> plain = new TreeSet<>();
        for (int number : numbers) {
            Piece piece = new Piece(number % 40, 1 + number / 40 % 3, 1 + number / 120 % 20);
            TreeSet<Long> common = piece.seeds();
            common.retainAll(plain);
            SeedSet.Meeting meeting = set.add(piece.first, piece.stride, piece.count);
            boolean added = meeting == SeedSet.Meeting.NEW;
            if (common.isEmpty()) {
                assertEquals(SeedSet.Meeting.NEW, meeting);
            } else {
                // Known is only what one range of the same stride holds as a whole.
                assertEquals(false, added);
                if (meeting == SeedSet.Meeting.KNOWN) {
                    assertEquals(piece.seeds(), common);
                }
            }
            if (added) {
                plain.addAll(piece.seeds());
            }
            assertEquals(plain.size(), set.size());
        }
    }

    @Property(tries = 300)
    void missing_isWhatWasNotAdded(
            @ForAll @IntRange(min = 1, max = 4) int stride,
            @ForAll @Size(max = 12) List<@IntRange(max = 999) Integer> numbers) {
        SeedSet set = new SeedSet();
        TreeSet<Long> offsets = new TreeSet<>();
        for (int number : numbers) {
            int offset = number % 50;
            int count = 1 + number / 50 % 10;
            if (set.add(7 + (long) offset * stride, stride, count) == SeedSet.Meeting.NEW) {
                for (long i = offset; i < offset + count; i++) {
                    offsets.add(i);
                }
            }
        }
        TreeSet<Long> missing = new TreeSet<>();
        set.missing(7, stride, 40)
                .forEach((from, to) -> {
                    for (long i = from; i < to; i++) {
                        missing.add(i);
                    }
                });
        TreeSet<Long> expected = new TreeSet<>();
        for (long i = 0; i < 40; i++) {
            if (!offsets.contains(i)) {
                expected.add(i);
            }
        }
        assertEquals(expected, missing);
    }
}
