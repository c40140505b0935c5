package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.Vector;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.util.List;

class AftermathTest {

    @Provide
    Arbitrary<Aftermath> aftermaths() {
        Arbitrary<Fate> torn =
                Combinators.combine(
                                Arbitraries.integers().between(0, 9),
                                Arbitraries.integers().between(0, 9),
                                Arbitraries.of(true, false))
                        .as((from, more, sized) -> new Fate.Torn(from, from + more, sized));
        return Arbitraries.oneOf(Arbitraries.just(Fate.KEPT), Arbitraries.just(Fate.LOST), torn)
                .list()
                .ofMaxSize(12)
                .map(fates -> new Aftermath(Vector.ofAll(fates)));
    }

    @Property(tries = 500)
    void text_ofAnAftermath_isReadBack(@ForAll("aftermaths") Aftermath aftermath) {
        assertEquals(aftermath, Aftermath.parse(aftermath.toString()));
    }

    @Test
    void text_ofRuns_isShort() {
        var aftermath =
                new Aftermath(
                        Vector.of(
                                Fate.KEPT,
                                Fate.KEPT,
                                Fate.KEPT,
                                Fate.LOST,
                                new Fate.Torn(0, 5, false),
                                new Fate.Torn(2, 2, true)));
        assertEquals("3+-[0..5][2..2~]", aftermath.toString());
        assertEquals("none", Aftermath.NONE.toString());
    }

    @Test
    void text_ofAnotherForm_isRefused() {
        for (String text :
                List.of("", " ", "x", "+ ", "0+", "+3", "[5..2]", "[1..]", "1000000+", "none+")) {
            assertThrows(IllegalArgumentException.class, () -> Aftermath.parse(text), () -> text);
        }
    }

    @Property(tries = 300)
    void simpler_followedToTheEnd_endsWithNothingKept(@ForAll("aftermaths") Aftermath aftermath) {
        Aftermath now = aftermath.trimmed();
        int steps = 0;
        while (!now.simpler().isEmpty()) {
            now = now.simpler().last();
            steps++;
            assertTrue(steps < 100, "does not end");
        }
        assertEquals(Aftermath.NONE, now);
    }

    @Test
    void prefix_ofLessThanNothing_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Aftermath.prefix(-1));
    }

    @Test
    void odds_outsideZeroAndOne_areRefusedByName() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new CrashOdds(0, 0, 1.5, 0));
        assertEquals("keepRate must be in [0, 1]: keepRate=1.5", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new CrashOdds(Double.NaN, 0, 0, 0));
    }
}
