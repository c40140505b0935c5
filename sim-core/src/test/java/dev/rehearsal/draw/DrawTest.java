package dev.rehearsal.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;

import java.util.function.IntFunction;

class DrawTest {

    private static final int SAMPLES = 100_000;

    /** The seeds are fixed, so the counts are too: the bounds are six standard deviations. */
    private static void assertUniform(int bound, IntFunction<Draw> draws) {
        int[] counts = new int[bound];
        for (int i = 0; i < SAMPLES; i++) {
            counts[draws.apply(i).below(bound)]++;
        }
        double expected = (double) SAMPLES / bound;
        double slack = 6 * Math.sqrt(expected * (1 - 1.0 / bound));
        for (int i = 0; i < bound; i++) {
            assertEquals(expected, counts[i], slack, "of " + i + " below " + bound);
        }
    }

    @Test
    void draws_alongEachPartOfTheirName_areUniform() {
        for (int bound : new int[] {2, 3, 10, 100}) {
            assertUniform(bound, Draw::seed);
            assertUniform(bound, i -> Draw.seed(7).in(i));
            assertUniform(bound, i -> Draw.seed(7).in("c" + i).in("at"));
            assertUniform(bound, i -> Draw.seed(i).in("operation").in("c1").in(3));
        }
    }

    @Test
    void draws_underDifferentNames_areIndependent() {
        assertPairsUniform(i -> Draw.seed(i), i -> Draw.seed(i + 1));
        assertPairsUniform(i -> Draw.seed(i), i -> Draw.seed(i).in("x"));
        assertPairsUniform(i -> Draw.seed(i).in("x"), i -> Draw.seed(i).in("y"));
        assertPairsUniform(i -> Draw.seed(7).in(i), i -> Draw.seed(7).in(i + 1));
        assertPairsUniform(i -> Draw.seed(7).in(i).in("at"), i -> Draw.seed(7).in(i).in("input"));
    }

    /** Every pair of two draws below ten is as frequent as every other. */
    private static void assertPairsUniform(IntFunction<Draw> first, IntFunction<Draw> second) {
        int[] counts = new int[100];
        for (int i = 0; i < SAMPLES; i++) {
            counts[10 * first.apply(i).below(10) + second.apply(i).below(10)]++;
        }
        double expected = SAMPLES / 100.0;
        for (int pair = 0; pair < 100; pair++) {
            assertEquals(expected, counts[pair], 6 * Math.sqrt(expected), "pair " + pair);
        }
    }

    /** The teeth of the above: a draw and itself, and bits that nobody has mixed. */
    @Test
    void draws_underOneName_areNotIndependent() {
        assertThrows(AssertionError.class, () -> assertPairsUniform(Draw::seed, Draw::seed));
        assertThrows(AssertionError.class, () -> assertUniform(10, Draw::new));
    }

    @Property
    void drawBelow_anyBound_isBelowIt(@ForAll long seed, @ForAll @LongRange(min = 1) long bound) {
        long drawn = Draw.seed(seed).below(bound);
        assertTrue(drawn >= 0 && drawn < bound);
        int narrow = (int) Math.min(bound, Integer.MAX_VALUE);
        assertTrue(Draw.seed(seed).below(narrow) < narrow);
        assertTrue(Draw.seed(seed).below(narrow) >= 0);
    }

    @Property
    void chance_ofAnyProbability_isMonotonous(
            @ForAll long seed, @ForAll @DoubleRange(max = 1) double probability) {
        Draw draw = Draw.seed(seed);
        assertTrue(draw.unit() >= 0 && draw.unit() < 1);
        assertEquals(draw.unit() < probability, draw.chance(probability));
        assertTrue(draw.chance(1));
        assertTrue(!draw.chance(0));
    }

    @Test
    void bound_thatIsNotPositive_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Draw.seed(1).below(0));
        assertThrows(IllegalArgumentException.class, () -> Draw.seed(1).below(-1L));
    }

    /**
     * Pinned: when one of these changes, all old seeds mean something else, and CHANGELOG.md has to
     * say so under its heading Seeds.
     */
    @Test
    void goldenDraws_onEveryJvm_arePinned() {
        assertEquals(6440529745818902739L, Draw.seed(0).bits());
        assertEquals(-8667897802768986506L, Draw.seed(7).in("operation").in("c1").in(3).bits());
        assertEquals(1815907482072860042L, Draw.seed(-1).in(0).bits());
        assertEquals(530112322L, Draw.seed(7).in("operation").in("c1").in(3).below(1_000_000_007L));
        assertEquals(0.1432719771495342, Draw.seed(7).in("x").unit());
    }
}
