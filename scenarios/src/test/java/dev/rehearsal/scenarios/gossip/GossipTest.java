package dev.rehearsal.scenarios.gossip;

import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.api.Test;

/** All come to know who lives, and each way to get it wrong is found. */
class GossipTest extends SwarmContract {

    GossipTest() {
        super(new Gossip(), 30, "no-incarnations", "stale-alive", "dead-unasked");
    }

    /**
     * n1 hears n2 to n5, and n6 to n9 hear it. Nobody answers it, and it suspects whoever has just
     * denied that.
     */
    @Test
    void memberThatIsHeardAndNotAnswered_accusesForEver_isNotHeldAgainstTheOthers() {
        Planned.of(new Gossip(), "half-heard-accuser", "members=9").assertHolds();
    }
}
