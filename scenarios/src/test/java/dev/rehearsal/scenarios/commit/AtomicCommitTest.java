package dev.rehearsal.scenarios.commit;

import dev.rehearsal.scenarios.SwarmContract;

/** A transaction is done everywhere or nowhere, and each way to get it wrong is found. */
class AtomicCommitTest extends SwarmContract {

    AtomicCommitTest() {
        super(new AtomicCommit(), 30, "prepared-aborts-alone");
    }
}
