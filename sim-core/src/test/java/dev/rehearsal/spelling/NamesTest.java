package dev.rehearsal.spelling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void name_misspelt_isAnsweredByAllNamesOrTheNearestOrNone() {
        assertEquals("; there are none", Names.suggest("x", Vector.empty()));
        assertEquals("; there is ann, bob", Names.suggest("bobb", Vector.of("ann", "bob")));
        assertEquals("; nearest: seed", Names.suggest("seeds", Vector.of("a", "b", "c", "seed")));
        assertEquals("; nearest: seed", Names.suggest("SEED", Vector.of("a", "b", "c", "seed")));
        assertEquals("; there are a, b, c, d", Names.suggest("x", Vector.of("a", "b", "c", "d")));
        assertEquals("", Names.suggest("x", Vector.range(10, 99).map(String::valueOf)));
    }
}
