package dev.rehearsal.scenarios.coordination;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody does the same, and each way to get it wrong is found. */
class CoordinationTest {

    private static final Coordination COORDINATION = new Coordination();

    static Iterable<Variant> bugs() {
        return COORDINATION.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(COORDINATION).assertHolds(0, 20);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(COORDINATION).assertHolds(10_000, 1_000);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(COORDINATION, bug).assertFound(bug, 0, 3_000);
    }
}
