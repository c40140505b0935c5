package dev.rehearsal.scenarios.link;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages arrive once and in order, and each way to get it wrong is found. */
class ReliableLinkTest {

    private static final ReliableLink LINK = new ReliableLink();

    static Iterable<Variant> bugs() {
        return LINK.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(LINK).assertHolds(0, 30);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(LINK).assertHolds(10_000, 1_000);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(LINK, bug).assertFound(bug, 0, 500);
    }
}
