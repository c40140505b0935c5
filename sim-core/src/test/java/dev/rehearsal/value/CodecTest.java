package dev.rehearsal.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.value.Samples.Colour;
import dev.rehearsal.value.Samples.One;
import dev.rehearsal.value.Samples.Two;

import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

class CodecTest {

    private static final Codec<Object> CODEC = Codec.structural(Object.class);

    @Provide
    Arbitrary<Object> values() {
        return Samples.encodable();
    }

    @Provide
    Arbitrary<byte[]> garbage() {
        // Small numbers are tags and plausible lengths.
        return Arbitraries.bytes().between((byte) 0, (byte) 22).array(byte[].class).ofMaxSize(64);
    }

    @Tag("long")
    @Property(tries = 3_000)
    void manyValues_encodedAndDecoded_areEqual(@ForAll("values") Object value) {
        value_encodedAndDecoded_isEqual(value);
        equalValues_sharingNothing_haveEqualBytes(value);
    }

    @Property(tries = 500)
    void value_encodedAndDecoded_isEqual(@ForAll("values") Object value) {
        assertEquals(value, CODEC.decode(CODEC.encode(value)));
    }

    @Property(tries = 200)
    void equalValues_sharingNothing_haveEqualBytes(@ForAll("values") Object value) {
        byte[] bytes = CODEC.encode(value);
        assertArrayEquals(bytes, CODEC.encode(CODEC.decode(bytes)));
    }

    @Property(tries = 50)
    void truncatedBytes_atAnyLength_areRefused(@ForAll("values") Object value) {
        byte[] bytes = CODEC.encode(value);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> CODEC.decode(cut));
        }
    }

    @Property(tries = 100)
    void bytes_withMoreAfterThem_areRefused(@ForAll("values") Object value, @ForAll byte more) {
        byte[] bytes = CODEC.encode(value);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = more;
        assertThrows(IllegalArgumentException.class, () -> CODEC.decode(longer));
    }

    @Tag("long")
    @Property(tries = 3_000)
    void garbledBytes_ofManyValues_areRefusedOrDecoded(
            @ForAll("values") Object value, @ForAll int where, @ForAll byte what) {
        garbledBytes_ofAnyValue_areRefusedOrDecoded(value, where, what);
    }

    /** A changed byte gives another value or a refusal, and nothing else. */
    @Property(tries = 500)
    void garbledBytes_ofAnyValue_areRefusedOrDecoded(
            @ForAll("values") Object value, @ForAll int where, @ForAll byte what) {
        byte[] bytes = CODEC.encode(value);
        bytes[Math.floorMod(where, bytes.length)] = what;
        decodeOrRefuse(bytes);
    }

    @Property(tries = 2_000)
    void garbage_ofAnyKind_isRefusedOrDecoded(@ForAll("garbage") byte[] bytes) {
        decodeOrRefuse(bytes);
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            Object value = CODEC.decode(bytes);
            assertEquals(value, CODEC.decode(CODEC.encode(value)));
        } catch (NotAValueException e) {
            throw new AssertionError("decoded to something that cannot be encoded", e);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage() != null && !e.getMessage().isEmpty());
        }
    }

    @Property(tries = 200)
    void length_largerThanWhatIsLeft_isRefusedBeforeAnythingIsMade(
            @ForAll @IntRange(min = 1) int length, @ForAll @IntRange(min = 5, max = 16) int tag) {
        byte[] bytes = {
            (byte) tag,
            (byte) (length >>> 24),
            (byte) (length >>> 16),
            (byte) (length >>> 8),
            (byte) length
        };
        assertThrows(IllegalArgumentException.class, () -> CODEC.decode(bytes));
    }

    @Test
    void nesting_deeperThanAnyStack_isRefused() {
        byte some = (byte) 10;
        byte[] bytes = new byte[1_000_000];
        Arrays.fill(bytes, some);
        assertThrows(IllegalArgumentException.class, () -> CODEC.decode(bytes));
        Object deep = 1;
        for (int i = 0; i < 100_000; i++) {
            deep = Option.some(deep);
        }
        Object value = deep;
        assertThrows(IllegalArgumentException.class, () -> CODEC.encode(value));
    }

    @Test
    void nesting_ofSomeHundredLevels_isEncoded() {
        Object deep = 1;
        for (int i = 0; i < 500; i++) {
            deep = new One(deep);
        }
        assertEquals(deep, CODEC.decode(CODEC.encode(deep)));
    }

    /** Tag 13 is a sorted set; half of its elements are nothing. */
    @Test
    void sortedSet_thatHoldsNothing_isRefused() {
        byte[] bytes = {13, 0, 0, 0, 2, 0, 0};
        assertThrows(IllegalArgumentException.class, () -> CODEC.decode(bytes));
    }

    /** It would not equal itself. */
    @Test
    void sortedContainers_whoseLoneElementHasNoOrder_areRefused() {
        byte emptyLinkedSet = 14;
        byte[] set = {13, 0, 0, 0, 1, emptyLinkedSet, 0, 0, 0, 0};
        byte[] map = {15, 0, 0, 0, 1, emptyLinkedSet, 0, 0, 0, 0, 0};
        byte[] nothing = {13, 0, 0, 0, 1, 0};
        for (byte[] bytes : List.of(set, map, nothing)) {
            assertThrows(IllegalArgumentException.class, () -> CODEC.decode(bytes));
        }
        Comparator<Object> byText = Comparator.comparing(Object::toString);
        var unordered = new One(1);
        assertThrows(NotAValueException.class, () -> CODEC.encode(TreeSet.of(byText, unordered)));
        assertThrows(
                NotAValueException.class, () -> CODEC.encode(TreeMap.of(byText, unordered, 1)));
    }

    @Test
    void text_withHalfASurrogatePair_isRefusedInsteadOfChanged() {
        assertThrows(NotAValueException.class, () -> CODEC.encode("\ud83d"));
        byte[] malformed = {5, 0, 0, 0, 1, (byte) 0xff};
        assertThrows(IllegalArgumentException.class, () -> CODEC.decode(malformed));
    }

    @Test
    void containers_withoutAnOrder_areRefusedWithWhatToUse() {
        String message =
                assertThrows(
                                NotAValueException.class,
                                () -> CODEC.encode(new One(HashSet.of(1, 2))))
                        .getMessage();
        assertTrue(message.contains("io.vavr.collection.HashSet"), message);
        assertTrue(message.contains("TreeSet"), message);
    }

    @Test
    void values_ofAnotherType_areRefused() {
        Codec<Two> codec = Codec.structural(Two.class);
        byte[] bytes = CODEC.encode(new One(1));
        String message =
                assertThrows(IllegalArgumentException.class, () -> codec.decode(bytes))
                        .getMessage();
        assertTrue(message.startsWith("not an encoded Two: byte "), message);
    }

    record Positive(int number) {
        Positive {
            if (number < 1) {
                throw new IllegalArgumentException("number must be positive: number=" + number);
            }
        }
    }

    @Test
    void record_thatRefusesItsComponents_isRefusedWithItsReason() {
        byte[] bytes = CODEC.encode(new Positive(1));
        bytes[bytes.length - 1] = 0;
        var refused = assertThrows(IllegalArgumentException.class, () -> CODEC.decode(bytes));
        assertTrue(String.valueOf(refused.getMessage()).contains("Positive"), refused::toString);
    }

    @Test
    void sortedContainers_withAnOrderOfTheirOwn_comeBackInNaturalOrder() {
        var descending = TreeSet.of(Comparator.<Integer>reverseOrder(), 1, 2, 3);
        Object back = CODEC.decode(CODEC.encode(descending));
        assertEquals(Vector.of(1, 2, 3), ((TreeSet<?>) back).toVector());
    }

    @Test
    void enums_withABody_areFoundByName() {
        assertEquals(Colour.GREEN, CODEC.decode(CODEC.encode(Colour.GREEN)));
        assertEquals(
                LinkedHashMap.of(Colour.RED, 1),
                CODEC.decode(CODEC.encode(LinkedHashMap.of(Colour.RED, 1))));
    }
}
