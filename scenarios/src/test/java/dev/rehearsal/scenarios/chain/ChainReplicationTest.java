package dev.rehearsal.scenarios.chain;

import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chain is one register, and its planted bugs are found. */
class ChainReplicationTest extends SwarmContract {

    ChainReplicationTest() {
        super(new ChainReplication(), 10);
    }

    @Test
    @Tag("long")
    void readsAnywhere_allStatesOfTwoServers_isFoundOnTheShortestPath() {
        assertBroken("servers=2 clients=2", "reads-anywhere", 0, "linearizable", 13);
    }
}
