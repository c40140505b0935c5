package dev.rehearsal.scenarios.lock;

import dev.rehearsal.scenarios.SwarmContract;

/** One holder after the other and no lost update, and each way to get it wrong is found. */
class LockServiceTest extends SwarmContract {

    LockServiceTest() {
        super(new LockService(), 20, "no-fencing", "release-of-a-successor");
    }
}
