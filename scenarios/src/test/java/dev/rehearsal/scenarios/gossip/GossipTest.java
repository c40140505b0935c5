package dev.rehearsal.scenarios.gossip;

import dev.rehearsal.scenarios.SwarmContract;

/** All come to know who lives, and each way to get it wrong is found. */
class GossipTest extends SwarmContract {

    GossipTest() {
        super(new Gossip(), 30, "no-incarnations", "stale-alive", "dead-unasked");
    }
}
