package dev.rehearsal.scenarios.crdt;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replicas come together, and each way to get it wrong is found. */
class CrdtTest {

    private static final Crdt CRDT = new Crdt();

    static Iterable<Variant> bugs() {
        return CRDT.variants();
    }

    @Test
    void healthy_swarm_converges() {
        Hunt.in(CRDT).assertHolds(0, 20);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(CRDT).assertHolds(10_000, 1_000);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(CRDT, bug).assertFound(bug, 0, 2_000);
    }
}
