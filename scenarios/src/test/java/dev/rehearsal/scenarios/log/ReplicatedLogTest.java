package dev.rehearsal.scenarios.log;

import dev.rehearsal.scenarios.SwarmContract;

/** The log keeps what it told, and its planted bugs are found. */
class ReplicatedLogTest extends SwarmContract {

    ReplicatedLogTest() {
        super(new ReplicatedLog(), 10, "cuts-to-mark", "epochs-unchecked", "last-replica-unsynced");
    }
}
