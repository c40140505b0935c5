package dev.rehearsal.scenarios.chain;

import dev.rehearsal.scenarios.SwarmContract;

/** The chain is one register, and its planted bugs are found. */
class ChainReplicationTest extends SwarmContract {

    ChainReplicationTest() {
        super(new ChainReplication(), 10);
    }
}
