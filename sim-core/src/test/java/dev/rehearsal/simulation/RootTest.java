package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.decision.MessageName;
import dev.rehearsal.value.Fingerprint;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;

class RootTest {

    /** Few links and many, links that meet in a table of any size, and zero. */
    @Provide
    Arbitrary<Long> links() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 6),
                Arbitraries.longs().between(0, 200).map(i -> i << 32),
                Arbitraries.longs().between(0, 50).map(i -> i * 16),
                Arbitraries.longs());
    }

    @Property(tries = 1_000)
    void counts_ofAnyLinks_areThoseOfAMap(
            @ForAll @Size(max = 400) List<@From("links") Long> links) {
        var root = new Root("c1#", 3);
        var counts = new HashMap<Long, Integer>();
        for (long link : links) {
            assertEquals(counts.merge(link, 1, Integer::sum), root.count(link));
        }
    }

    @Test
    void root_hasTheKeyOfItsName() {
        var root = new Root("c1#", 3);
        assertEquals("c1#3", root.name());
        long message =
                MessageName.key(
                        root.key(),
                        Fingerprint.of("s1"),
                        Fingerprint.of("s2"),
                        Fingerprint.of("Query"),
                        2);
        assertEquals(new MessageName("c1#3", "s1", "s2", "Query", 2).key(), message);
    }
}
