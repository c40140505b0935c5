package dev.rehearsal.scenarios.gossip;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All come to know who lives, and each way to get it wrong is found. */
class GossipTest {

    private static final Gossip GOSSIP = new Gossip();

    static Iterable<Variant> bugs() {
        return GOSSIP.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(GOSSIP).assertHolds(0, 30);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(GOSSIP).assertHolds(10_000, 1_000);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(GOSSIP, bug).assertFound(bug, 0, 100);
    }
}
