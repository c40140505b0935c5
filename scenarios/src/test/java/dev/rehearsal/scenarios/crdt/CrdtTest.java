package dev.rehearsal.scenarios.crdt;

import dev.rehearsal.scenarios.SwarmContract;

/** Replicas come together, and each way to get it wrong is found. */
class CrdtTest extends SwarmContract {

    CrdtTest() {
        super(new Crdt(), 20, "tombstones-collected-early", "merge-adds-counts");
    }
}
