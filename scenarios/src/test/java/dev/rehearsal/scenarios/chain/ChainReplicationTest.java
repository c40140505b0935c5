package dev.rehearsal.scenarios.chain;

import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chain is one register, and its planted bugs are found. */
class ChainReplicationTest extends SwarmContract {

    ChainReplicationTest() {
        super(new ChainReplication(), 10);
    }

    /**
     * The tail s3 is cut off and taken out of the chain, which s2 knows and s1 does not. What s2
     * then commits is not what s3 would tell s1; its place is lent to it no longer.
     */
    @Test
    void formerTail_askedForTheVersionToRead_saysNothing() {
        Planned.of(new ChainReplication(), "former-tail-asked", "servers=3 clients=1 craq=true")
                .asks("c1", 5, new Register.Read<>())
                .asks("c1", 73, new Register.Write<>(1))
                .asks("c1", 79, new Register.Read<>())
                .assertHolds();
    }

    @Test
    @Tag("long")
    void readsAnywhere_allStatesOfTwoServers_isFoundOnTheShortestPath() {
        assertBroken("servers=2 clients=2", "reads-anywhere", 0, "linearizable", 13);
    }
}
