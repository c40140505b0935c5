package dev.rehearsal.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * 128 bits tell apart what 64 do, in each half; that neighbours do not run together is looked at in
 * {@link FingerprintTest}, for both.
 */
class WideFingerprintTest {

    @Provide
    Arbitrary<Object> values() {
        return Samples.encodable();
    }

    @Provide
    Arbitrary<java.util.List<Object>> elements() {
        return Samples.encodable().list().ofMaxSize(5);
    }

    @Property(tries = 200)
    void twoValues_equalOrNot_haveFingerprintsThatAreSoInEachHalf(
            @ForAll("values") Object left, @ForAll("values") Object right) {
        Codec<Object> codec = Codec.structural(Object.class);
        assertEquals(
                WideFingerprint.of(left), WideFingerprint.of(codec.decode(codec.encode(left))));
        WideFingerprint one = WideFingerprint.of(left);
        WideFingerprint two = WideFingerprint.of(right);
        assertEquals(left.equals(right), one.high() == two.high());
        assertEquals(left.equals(right), one.low() == two.low());
    }

    @Property(tries = 100)
    void setsAndMaps_inAnotherOrder_haveEqualFingerprints(
            @ForAll("elements") java.util.List<Object> elements) {
        WideFingerprint set = WideFingerprint.of(HashSet.ofAll(elements));
        assertEquals(
                set, WideFingerprint.of(LinkedHashSet.ofAll(Vector.ofAll(elements).reverse())));
        var entries = Vector.ofAll(elements).distinct().zipWithIndex();
        WideFingerprint map = WideFingerprint.of(HashMap.ofEntries(entries));
        assertEquals(map, WideFingerprint.of(LinkedHashMap.ofEntries(entries.reverse())));
    }

    @Test
    void smallStates_twoHundredThousand_haveDistinctFingerprintsInEachHalf() {
        assertDistinct(WideFingerprint::high);
        assertDistinct(WideFingerprint::low);
    }

    private static void assertDistinct(ToLongFunction<WideFingerprint> half) {
        long[] hashes = new long[200_000];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = half.applyAsLong(WideFingerprint.of(FingerprintTest.smallState(i)));
        }
        Arrays.sort(hashes);
        for (int i = 1; i < hashes.length; i++) {
            assertNotEquals(hashes[i - 1], hashes[i]);
        }
    }

    private record Crate(Object content) {}

    @Test
    void mutableValue_isRefusedWithItsPath() {
        NotAValueException refused =
                assertThrows(
                        NotAValueException.class,
                        () -> WideFingerprint.of(new Crate(Option.of(new int[1]))));
        assertEquals(
                "Crate.content[0]: int[] is mutable; use a vavr Vector or a String",
                refused.getMessage());
    }

    @Test
    void goldenValue_onEveryJvm_hasThisPinnedFingerprint() {
        assertEquals(
                "c9fa478eea541feaa1ad20263ea95e1e",
                WideFingerprint.of(Vector.of("a", 1, HashMap.of("k", 2.5), Option.none(), Half.ONE))
                        .toString());
    }

    private enum Half {
        ONE
    }
}
