package dev.rehearsal.value;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.disk.Cell;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an actor may be made of. */
class ConfigurationTest {

    record Holding(Object part) {}

    record Typed(Vector<Integer> numbers, Option<Duration> time) {}

    record Peers(Vector<ActorRef<String>> peers, Cell<Typed> cell) {}

    static final class Fixed {
        final Vector<Object> parts;

        Fixed(Object... parts) {
            this.parts = Vector.of(parts);
        }
    }

    static class Changing {
        int count;
    }

    static final class Inheriting extends Changing {}

    private static Supplier<Object> supplying(Object captured) {
        return () -> captured;
    }

    static List<Object> allowed() {
        return List.of(
                new Holding("text"),
                new Holding(DayOfWeek.MONDAY),
                new Holding(String.class),
                new Holding(Pattern.compile("a+")),
                new Holding(StandardCharsets.UTF_8),
                new Holding(List.of(1, 2)),
                new Holding(TreeMap.of(1, new Holding("deep"))),
                new Holding(new Fixed("a", 1)),
                new Holding(supplying("text")),
                new Holding((Function<Object, Object>) Object::toString),
                new Holding(Comparator.naturalOrder()),
                new Holding(Comparator.comparing(Object::toString)),
                new Holding(Comparator.reverseOrder()),
                new Holding(String.CASE_INSENSITIVE_ORDER.reversed()),
                new Holding(Collectors.toList()),
                new Holding(DateTimeFormatter.ISO_DATE),
                new Holding(MathContext.DECIMAL64),
                new Holding(Codec.structural(Typed.class)),
                new Typed(Vector.of(1), Option.none()),
                new Peers(Vector.of(ActorRef.to("s1")), Cell.of("file", Typed.class)));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void valueOrCode_isAllowed(Object actor) {
        assertDoesNotThrow(() -> Configuration.require("s1", actor));
    }

    private static String refusal(Object actor) {
        return assertThrows(NotAValueException.class, () -> Configuration.require("kv/s1", actor))
                .getMessage();
    }

    @Test
    void whatCanChange_isRefusedWithThePathToIt() {
        assertTrue(
                refusal(new Holding(new int[1]))
                        .startsWith("kv/s1: Holding.part: int[] is mutable; "));
        assertTrue(
                refusal(new Holding(Vector.of(1, new ArrayList<>())))
                        .startsWith("kv/s1: Holding.part[1]: java.util.ArrayList is mutable; "));
        assertTrue(
                refusal(new Holding(new AtomicInteger()))
                        .startsWith(
                                "kv/s1: Holding.part: java.util.concurrent.atomic.AtomicInteger"));
        assertTrue(
                refusal(new Holding(Collator.getInstance(Locale.ROOT)))
                        .startsWith("kv/s1: Holding.part: java.text.RuleBasedCollator"));
        assertTrue(
                refusal(new Holding(new Random(1)))
                        .startsWith("kv/s1: Holding.part: java.util.Random"));
        assertTrue(
                refusal(new Holding(new Fixed(new StringBuilder())))
                        .startsWith("kv/s1: Holding.part.parts[0]: java.lang.StringBuilder"));
        assertEquals(
                "kv/s1: Holding.part.count: a field of "
                        + Changing.class.getName()
                        + " that is not final can change; make it final, or keep it in the state",
                refusal(new Holding(new Inheriting())));
    }

    @Test
    void whatALambdaHasCaptured_isLookedAt() {
        assertTrue(
                refusal(new Holding(supplying(new int[1])))
                        .startsWith("kv/s1: Holding.part.arg$1: int[] is mutable; "));
        assertTrue(
                refusal(new Holding(supplying(supplying(new Changing()))))
                        .startsWith("kv/s1: Holding.part.arg$1.arg$1.count: a field of "));
    }

    @Test
    void objectThatIsInACircle_isLookedAtOnce() {
        final class Node {
            final Supplier<Object> self = () -> this;
        }

        assertDoesNotThrow(() -> Configuration.require("s1", new Holding(new Node())));
    }
}
