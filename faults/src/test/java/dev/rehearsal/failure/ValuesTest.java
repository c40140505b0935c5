package dev.rehearsal.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.vavr.collection.Vector;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Operations and their values keep their structure. */
class ValuesTest {

    enum Level {
        LOW,
        HIGH
    }

    sealed interface Call<V> {}

    record All(
            int a,
            long b,
            short c,
            byte d,
            double e,
            boolean f,
            char g,
            String h,
            @Nullable Integer i,
            Long j,
            Level k)
            implements Call<String> {}

    record Open<V>(@Nullable V value) implements Call<V> {}

    record Inner(int x, @Nullable Inner next) {}

    record Nested(Inner inner, Call<?> call, Vector<Inner> many) implements Call<String> {}

    record Waiting(Duration span) implements Call<String> {}

    record Foreign(Object value) {}

    private static String text(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            Values.write(json, value, Call.class, "c1#1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static @Nullable Object read(String text) {
        return Values.read(Json.read(text), Call.class);
    }

    @Property(tries = 100)
    void duration_comesBack(@ForAll long seconds, @ForAll int nanos) {
        Waiting waiting = new Waiting(Duration.ofSeconds(seconds / 2, nanos));
        assertEquals(waiting, read(text(waiting)));
    }

    @Test
    void textThatIsNoDuration_isRefusedWithItsPlace() {
        String text = text(new Waiting(Duration.ofMillis(5))).replace("PT0.005S", "soon");
        String message = assertThrows(FailureFileException.class, () -> read(text)).getMessage();
        assertTrue(message.endsWith("must be a duration such as PT0.25S: it is soon"), message);
    }

    @Property(tries = 200)
    void everyComponent_comesBack(
            @ForAll int a,
            @ForAll long b,
            @ForAll short c,
            @ForAll byte d,
            @ForAll double e,
            @ForAll boolean f,
            @ForAll char g,
            @ForAll String h,
            @ForAll Level k) {
        All all = new All(a, b, c, d, e, f, g, h, a % 2 == 0 ? null : a, b, k);
        if (Character.isSurrogate(g) || h.chars().anyMatch(x -> Character.isSurrogate((char) x))) {
            return; // Half a character has no form in UTF-8.
        }
        assertEquals(all, read(text(all)));
    }

    @Test
    void records_nestAndRepeat() {
        Nested nested =
                new Nested(
                        new Inner(1, new Inner(2, null)),
                        new Open<>("x"),
                        Vector.of(new Inner(3, null)));
        assertEquals(nested, read(text(nested)));
        assertEquals(new Open<>(7), read(text(new Open<>(7))));
        assertEquals(new Open<>(true), read(text(new Open<>(true))));
        assertEquals(new Open<>(null), read(text(new Open<>(null))));
        assertEquals("{\"type\":\"Open\",\"components\":{\"value\":7}}", text(new Open<>(7)));
    }

    @Test
    void whatCannotBeReadAgain_isNotWritten() {
        for (Object value :
                new Object[] {
                    new Open<>(7L),
                    new Open<>(new Inner(1, null)),
                    new Open<>(new int[0]),
                    new Foreign(1),
                    "text"
                }) {
            String sentence =
                    assertThrows(IllegalArgumentException.class, () -> text(value)).getMessage();
            assertTrue(sentence.contains("c1#1"), sentence);
        }
    }

    @Test
    void anotherShape_isRefusedWithItsPlace() {
        assertRefused("type", "{\"type\":\"Foreign\",\"components\":{\"value\":1}}");
        assertRefused("components.value", "{\"type\":\"Open\",\"components\":{\"value\":1.5}}");
        assertRefused("Open needs its component", "{\"type\":\"Open\",\"components\":{}}");
        assertRefused("type must be a string", "{\"components\":{}}");
        assertRefused("must be an object", "[1]");
        assertRefused(
                "components.x must be a int: it is null",
                "{\"type\":\"Nested\",\"components\":{\"inner\":{\"type\":\"Inner\",\"components\":"
                        + "{\"x\":null,\"next\":null}},\"call\":null,\"many\":[]}}");
    }

    private static void assertRefused(String sentence, String text) {
        String message = assertThrows(FailureFileException.class, () -> read(text)).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void stepHashes_ofALongRun_areThinnedAndNameTheStepsBetween() {
        Vector<Long> run = Vector.range(0, 10_000).map(i -> i * 77L);
        StepHashes hashes = StepHashes.of(run);

        assertEquals(3, hashes.every());
        assertEquals(3_333, hashes.hashes().size());
        assertTrue(hashes.departed(run).isEmpty());
        assertEquals(
                new StepHashes.Departed(4_999, 5_001),
                hashes.departed(run.take(4_999).appendAll(run.drop(4_999).map(x -> x + 1))).get());
        assertEquals(new StepHashes.Departed(9_001, 9_001), hashes.departed(run.take(9_000)).get());
        assertThrows(IllegalArgumentException.class, () -> new StepHashes(10, 3, Vector.of(1, 2)));
    }
}
