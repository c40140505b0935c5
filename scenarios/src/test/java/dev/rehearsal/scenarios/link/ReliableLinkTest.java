package dev.rehearsal.scenarios.link;

import dev.rehearsal.scenarios.SwarmContract;

/** Messages arrive once and in order, and each way to get it wrong is found. */
class ReliableLinkTest extends SwarmContract {

    ReliableLinkTest() {
        super(
                new ReliableLink(),
                30,
                "skips-the-lost",
                "sequence-reused",
                "acknowledged-before-durable",
                "checksum-ignored");
    }
}
