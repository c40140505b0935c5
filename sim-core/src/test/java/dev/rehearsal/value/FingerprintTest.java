package dev.rehearsal.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.value.Samples.Colour;
import dev.rehearsal.value.Samples.Empty;
import dev.rehearsal.value.Samples.One;
import dev.rehearsal.value.Samples.Other;
import dev.rehearsal.value.Samples.Primitives;
import dev.rehearsal.value.Samples.Two;

import io.vavr.Tuple;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.List;
import io.vavr.collection.Queue;
import io.vavr.collection.Stream;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * What a fingerprint tells apart, and what it refuses. Over 500 lines: one place for the whole
 * universe of values.
 */
class FingerprintTest {

    @Provide
    Arbitrary<Object> values() {
        return Samples.encodable();
    }

    @Provide
    Arbitrary<java.util.List<Object>> elements() {
        return Samples.encodable().list().ofMaxSize(5);
    }

    /** Encoding and decoding gives an equal value that shares nothing with the first. */
    @Property(tries = 200)
    void equalValues_sharingNothing_haveEqualFingerprints(@ForAll("values") Object value) {
        Codec<Object> codec = Codec.structural(Object.class);
        Object twin = codec.decode(codec.encode(value));
        assertEquals(value, twin);
        assertEquals(Fingerprint.of(value), Fingerprint.of(twin));
    }

    @Property(tries = 200)
    void twoValues_unequal_haveDifferentFingerprints(
            @ForAll("values") Object left, @ForAll("values") Object right) {
        assertEquals(left.equals(right), Fingerprint.of(left) == Fingerprint.of(right));
    }

    @Property(tries = 100)
    void sets_sameElementsInAnotherOrder_haveEqualFingerprints(
            @ForAll("elements") java.util.List<Object> elements) {
        long hash = Fingerprint.of(HashSet.ofAll(elements));
        assertEquals(hash, Fingerprint.of(LinkedHashSet.ofAll(elements)));
        assertEquals(hash, Fingerprint.of(LinkedHashSet.ofAll(Vector.ofAll(elements).reverse())));
    }

    @Property(tries = 100)
    void maps_sameEntriesInAnotherOrder_haveEqualFingerprints(
            @ForAll("elements") java.util.List<Object> keys) {
        var entries = Vector.ofAll(keys).distinct().zipWithIndex();
        long hash = Fingerprint.of(HashMap.ofEntries(entries));
        assertEquals(hash, Fingerprint.of(LinkedHashMap.ofEntries(entries)));
        assertEquals(hash, Fingerprint.of(LinkedHashMap.ofEntries(entries.reverse())));
    }

    @Property(tries = 100)
    void containers_thatVavrCallsEqual_haveEqualFingerprints(
            @ForAll java.util.List<Integer> numbers) {
        assertEquals(
                Fingerprint.of(TreeSet.ofAll(numbers)), Fingerprint.of(HashSet.ofAll(numbers)));
        assertEquals(Fingerprint.of(List.ofAll(numbers)), Fingerprint.of(Vector.ofAll(numbers)));
        assertEquals(Fingerprint.of(Queue.ofAll(numbers)), Fingerprint.of(Vector.ofAll(numbers)));
        var entries = Vector.ofAll(numbers).distinct().zipWithIndex();
        assertEquals(
                Fingerprint.of(TreeMap.ofEntries(entries)),
                Fingerprint.of(HashMap.ofEntries(entries)));
    }

    @Property(tries = 100)
    void immutableCollectionsOfTheJdk_haveFingerprintsOfTheirContent(
            @ForAll java.util.Set<Integer> numbers) {
        var ascending = numbers.stream().sorted().toArray(Integer[]::new);
        var descending =
                numbers.stream().sorted(Collections.reverseOrder()).toArray(Integer[]::new);
        assertEquals(
                Fingerprint.of(java.util.Set.of(ascending)),
                Fingerprint.of(java.util.Set.of(descending)));
        var up = new java.util.LinkedHashMap<Integer, Integer>();
        Arrays.stream(ascending).forEach(n -> up.put(n, -n));
        var down = new java.util.LinkedHashMap<Integer, Integer>();
        Arrays.stream(descending).forEach(n -> down.put(n, -n));
        assertEquals(
                Fingerprint.of(java.util.Map.copyOf(up)),
                Fingerprint.of(java.util.Map.copyOf(down)));
        assertEquals(
                numbers.size() < 2,
                Fingerprint.of(java.util.List.of(ascending))
                        == Fingerprint.of(java.util.List.of(descending)));
    }

    @Test
    void neighbours_whoseElementsMoveAcross_doNotRunTogether() {
        assertAllDistinct(
                new Two(Vector.of(1), Vector.of(2, 3)),
                new Two(Vector.of(1, 2), Vector.of(3)),
                new Two(Vector.of(1, 2, 3), Vector.empty()),
                new Two(Vector.empty(), Vector.of(1, 2, 3)),
                new Two(HashSet.of(1), HashSet.of(2, 3)),
                new Two(HashSet.of(1, 2), HashSet.of(3)),
                new Two(HashSet.of(3), HashSet.of(1, 2)),
                new Two(HashMap.of(1, 2), HashMap.of(3, 4)),
                new Two(HashMap.of(1, 2, 3, 4), HashMap.empty()),
                new Two(HashMap.of(1, 4), HashMap.of(3, 2)),
                new Two("ab", "c"),
                new Two("a", "bc"),
                new Two("abc", ""),
                new Two("", "abc"),
                Vector.of(Vector.of(1), Vector.of(2)),
                Vector.of(Vector.of(1, 2), Vector.empty()),
                Vector.of(Vector.of(1, 2)),
                HashSet.of(HashSet.of(1), HashSet.of(2)),
                HashSet.of(HashSet.of(1, 2)),
                Tuple.of(Tuple.of(1, 2), 3),
                Tuple.of(1, Tuple.of(2, 3)),
                Tuple.of(1, 2, 3));
    }

    @Test
    void kindsOfValue_holdingTheSame_haveDifferentFingerprints() {
        assertAllDistinct(
                1,
                1L,
                1.0,
                1.0f,
                (short) 1,
                (byte) 1,
                (char) 1,
                '1',
                "1",
                true,
                BigInteger.ONE,
                BigDecimal.ONE,
                new BigDecimal("1.0"),
                new One(1),
                new Other(1),
                Vector.of(1),
                HashSet.of(1),
                Option.of(1),
                Tuple.of(1),
                Either.left(1),
                Either.right(1),
                Optional.of(1),
                java.util.List.of(1),
                java.util.Set.of(1),
                Duration.ofSeconds(1),
                Instant.ofEpochSecond(1),
                new UUID(0, 1),
                ActorRef.to("1"),
                ActorRef.to("1", 1));
    }

    @Test
    void emptyValues_ofDifferentKinds_haveDifferentFingerprints() {
        assertAllDistinct(
                null,
                0,
                0L,
                0.0,
                -0.0,
                0.0f,
                -0.0f,
                (short) 0,
                (byte) 0,
                (char) 0,
                false,
                "",
                "\0",
                "\0\0",
                new Empty(),
                new One(null),
                new Other(null),
                new Two(null, null),
                Vector.empty(),
                HashSet.empty(),
                HashMap.empty(),
                Option.none(),
                Option.some(null),
                Tuple.empty(),
                Optional.empty(),
                java.util.List.of(),
                java.util.Set.of(),
                java.util.Map.of(),
                Duration.ZERO,
                Instant.EPOCH,
                new UUID(0, 0),
                BigInteger.ZERO,
                BigDecimal.ZERO);
    }

    /** What is added before mixing must not make a small number look like something else. */
    @Test
    void truthsAndNothing_comparedWithNumbersOfAnyWidth_haveFingerprintsOfTheirOwn() {
        var others = new java.util.HashMap<Long, Object>();
        for (Object value : Arrays.asList(null, true, false, 0, 1, -1)) {
            others.put(unmixed(Fingerprint.of(value)), value);
        }
        long zeroLong = unmixed(Fingerprint.of(0L));
        others.forEach((before, value) -> {
            long twin = before - zeroLong;
            assertTrue(
                    Math.abs(twin) > 1L << 50,
                    () -> value + " has the fingerprint of the long " + twin);
        });
    }

    /** The inverse of {@link Fingerprint#mix}. */
    private static long unmixed(long mixed) {
        long z = mixed ^ mixed >>> 31 ^ mixed >>> 62;
        z *= inverse(0x94D049BB133111EBL);
        z = z ^ z >>> 27 ^ z >>> 54;
        z *= inverse(0xBF58476D1CE4E5B9L);
        z = z ^ z >>> 30 ^ z >>> 60;
        return z;
    }

    private static long inverse(long odd) {
        return BigInteger.valueOf(odd).modInverse(BigInteger.ONE.shiftLeft(64)).longValue();
    }

    @Test
    void enums_withAndWithoutABody_goByNameAndNotByPlace() {
        assertEquals(
                Fingerprint.fold(
                        Fingerprint.of("dev.rehearsal.value.Samples$Colour"),
                        Fingerprint.of("GREEN")),
                Fingerprint.of(Colour.GREEN));
        assertAllDistinct(Colour.RED, Colour.GREEN, "RED", "GREEN", 0, 1);
    }

    @Test
    void constantsOfOneEnum_withAndWithoutABody_haveOneName() {
        assertEquals("Colour", Shape.of(Colour.RED.getClass()).name());
        assertEquals("Colour", Shape.of(Colour.GREEN.getClass()).name());
    }

    @Test
    void componentsOfPrimitiveType_andBoxed_haveTheSameFingerprints() {
        record Boxed(Object a, Object b) {}
        var low = new Primitives(1, 2, true, 3, 4, (short) 5, (byte) 6, '7');
        assertEquals(
                Fingerprint.of(low),
                foldAll(
                        Fingerprint.fold(Fingerprint.of(Primitives.class.getName()), 8),
                        1,
                        2L,
                        true,
                        3.0,
                        4.0f,
                        (short) 5,
                        (byte) 6,
                        '7'));
        assertEquals(
                Fingerprint.of(new Boxed(1, 2L)),
                foldAll(Fingerprint.fold(Fingerprint.of(Boxed.class.getName()), 2), 1, 2L));
    }

    private static long foldAll(long start, Object... parts) {
        long hash = start;
        for (Object part : parts) {
            hash = Fingerprint.fold(hash, Fingerprint.of(part));
        }
        return hash;
    }

    /**
     * Pinned. Every key of every decision is made of these: when one of them changes, all old seeds
     * mean something else, and CHANGELOG.md has to say so under its heading Seeds.
     */
    @Test
    void goldenValues_onEveryJvm_haveThesePinnedFingerprints() {
        assertEquals(GOLDEN, golden());
    }

    private static final String GOLDEN =
            """
            e166071e7fb45925 null
            0030c655d65d4107 true
            5836adb2b38d0f75 1
            bef9b1e845f25a1b -1
            a16d6d8a0489c1c0 0.5
            2588af3054db70e9
            334c2041139435b4 s1→s2
            302a74901ca8491a GREEN
            0fc9dee26354380d Empty[]
            65185cc0049d18d0 Two[left=c1, right=Vector(1, 2, 3)]
            219c873635e7a1c8 Primitives[number=1, wide=2, flag=true, real=3.0, narrow=4.0, low=5,\
             octet=6, letter=7]
            a6ea8c9b4e3ea0ce HashSet(1, 2, 3)
            6378587655eb3066 TreeMap((a, Some(1)), (b, None))
            e168a38570776fa5 (Left(1), Right(1))
            599e215244b20a05 kv/server-2!3
            2a45f4b9358818e1 PT1.5S
            """;

    private static String golden() {
        var text = new StringBuilder();
        for (Object value :
                Arrays.asList(
                        null,
                        true,
                        1,
                        -1L,
                        0.5,
                        "",
                        "s1→s2",
                        Colour.GREEN,
                        new Empty(),
                        new Two("c1", Vector.of(1, 2, 3)),
                        new Primitives(1, 2, true, 3, 4, (short) 5, (byte) 6, '7'),
                        HashSet.of(1, 2, 3),
                        TreeMap.of("a", Option.some(1), "b", Option.none()),
                        Tuple.of(Either.left(1), Either.right(1)),
                        ActorRef.to("kv/server-2", 3),
                        Duration.ofMillis(1_500))) {
            text.append(HexFormat.of().toHexDigits(Fingerprint.of(value)))
                    .append((" " + value).stripTrailing())
                    .append("\n");
        }
        return text.toString();
    }

    record Entry(int term, Object payload) {}

    record State(String name, Vector<Entry> log) {}

    private static State holding(Object payload) {
        return new State(
                "s1",
                Vector.of(0, 1, 2)
                        .<Entry>map(term -> new Entry(term, "x"))
                        .append(new Entry(3, payload)));
    }

    private static String refusal(Object value) {
        return assertThrows(NotAValueException.class, () -> Fingerprint.of(value)).getMessage();
    }

    @Test
    void array_deepInAState_isRefusedWithItsPath() {
        assertEquals(
                "State.log[3].payload: byte[] is mutable; use Bytes or a String",
                refusal(holding(new byte[] {1})));
        assertEquals(
                "State.log[3].payload: Object[] is mutable; use a vavr Vector or a String",
                refusal(holding(new Object[0])));
        assertEquals(
                "State.log[3].payload: int[][] is mutable; use a vavr Vector or a String",
                refusal(holding(new int[0][0])));
    }

    @Test
    void collectionOfTheJdk_thatCanChange_isRefusedWithItsPath() {
        for (Object mutable :
                java.util.List.of(
                        new java.util.ArrayList<>(),
                        new java.util.HashSet<>(),
                        new java.util.TreeMap<>(),
                        new java.util.ArrayDeque<>(),
                        Arrays.asList(1, 2),
                        Collections.unmodifiableList(new java.util.ArrayList<>()))) {
            assertEquals(
                    "State.log[3].payload: "
                            + mutable.getClass().getName()
                            + " is mutable; use a vavr collection",
                    refusal(holding(mutable)));
        }
    }

    @Test
    void code_asAComponent_isRefusedWithItsPath() {
        Runnable lambda = () -> {};
        Object anonymous = new Object() {};
        for (Object code : java.util.List.of(lambda, anonymous)) {
            String message = refusal(holding(code));
            assertTrue(
                    message.startsWith("State.log[3].payload: dev.rehearsal.value.FingerprintTest"),
                    message);
            assertTrue(message.endsWith(" is code, not data; use a record or an enum"), message);
        }
    }

    @Test
    void lazySequence_isRefusedWithItsPath() {
        String message = refusal(holding(Stream.from(1)));
        assertTrue(message.startsWith("State.log[3].payload: io.vavr.collection.Stream"), message);
        assertTrue(message.endsWith(" is lazy; use a Vector or a List"), message);
        assertTrue(refusal(Stream.empty()).startsWith("Empty: io.vavr.collection.Stream"));
    }

    @Test
    void classOfTheAuthor_thatIsNoRecord_isRefusedWithItsPath() {
        final class Counter {
            int count;
        }
        assertEquals(
                "State.log[3].payload: "
                        + Counter.class.getName()
                        + " is not an immutable value; use a record, an enum or a vavr collection",
                refusal(holding(new Counter())));
        assertEquals(
                "StringBuilder: java.lang.StringBuilder is not an immutable value; use a record,"
                        + " an enum or a vavr collection",
                refusal(new StringBuilder("x")));
    }

    @Test
    void refusedValue_inEachKindOfContainer_isFoundThere() {
        byte[] bad = {1};
        String why = ": byte[] is mutable; use Bytes or a String";
        assertEquals("byte[]" + why, refusal(bad));
        assertEquals("One.value" + why, refusal(new One(bad)));
        assertEquals("One.value[0]" + why, refusal(new One(Option.some(bad))));
        assertEquals("One.value[0]" + why, refusal(new One(Optional.of(bad))));
        assertEquals("One.value[0]" + why, refusal(new One(Either.left(bad))));
        assertEquals("One.value[1]" + why, refusal(new One(Tuple.of(1, bad))));
        assertEquals("One.value[2]" + why, refusal(new One(java.util.List.of(1, 2, bad))));
        assertEquals("One.value[0][1]" + why, refusal(new One(HashMap.of("key", bad))));
        assertEquals("One.value[0]" + why, refusal(new One(LinkedHashSet.of(bad))));
    }

    /** A million; {@link #smallStates_tenMillion_haveDistinctFingerprints} looks at ten. */
    @Test
    void smallStates_aMillion_haveDistinctFingerprints() {
        assertDistinct(1_000_000, FingerprintTest::smallState);
    }

    @Test
    @Tag("long")
    void smallStates_tenMillion_haveDistinctFingerprints() {
        assertDistinct(10_000_000, FingerprintTest::smallState);
    }

    /** The teeth of the above: a hash of half the bits does collide. */
    @Test
    void smallStates_seenThroughThirtyTwoBits_collide() {
        long[] hashes = new long[300_000];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = (int) Fingerprint.of(smallState(i));
        }
        assertTrue(Arrays.stream(hashes).distinct().count() < hashes.length);
    }

    static @Nullable Object smallState(long number) {
        int i = (int) (number / 5);
        return switch ((int) (number % 5)) {
            case 0 -> new Two(i / 100, i % 100);
            case 1 -> HashSet.of(i, -1 - i);
            case 2 -> "s" + i;
            case 3 -> new One(Vector.of(i & 0xff, i >>> 8 & 0xff, i >>> 16));
            default -> (long) i;
        };
    }

    private static void assertDistinct(int count, LongFunction<@Nullable Object> values) {
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = Fingerprint.of(values.apply(i));
        }
        Arrays.sort(hashes);
        for (int i = 1; i < count; i++) {
            assertNotEquals(hashes[i - 1], hashes[i]);
        }
    }

    private static void assertAllDistinct(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < i; j++) {
                assertNotEquals(
                        Fingerprint.of(values[i]),
                        Fingerprint.of(values[j]),
                        values[i] + " and " + values[j]);
                WideFingerprint left = WideFingerprint.of(values[i]);
                WideFingerprint right = WideFingerprint.of(values[j]);
                assertNotEquals(left.high(), right.high(), values[i] + " and " + values[j]);
                assertNotEquals(left.low(), right.low(), values[i] + " and " + values[j]);
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(4);
    }

    @Property(tries = 200)
    void text_asObjectAndAsString_hasOneFingerprint(@ForAll("texts") String text) {
        Object value = text;
        assertEquals(Fingerprint.of(text), Fingerprint.of(value));
    }
}
