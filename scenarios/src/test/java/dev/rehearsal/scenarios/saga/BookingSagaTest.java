package dev.rehearsal.scenarios.saga;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sagas are whole or undone, and each way to get it wrong is found. */
class BookingSagaTest {

    private static final BookingSaga SAGA = new BookingSaga();

    static Iterable<Variant> bugs() {
        return SAGA.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(SAGA).assertHolds(0, 40);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(SAGA).assertHolds(10_000, 1_000);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(SAGA, bug).assertFound(bug, 0, 300);
    }
}
