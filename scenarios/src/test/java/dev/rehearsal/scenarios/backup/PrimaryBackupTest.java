package dev.rehearsal.scenarios.backup;

import dev.rehearsal.scenarios.SwarmContract;

/** It is one register, and each way to get it wrong is found. */
class PrimaryBackupTest extends SwarmContract {

    PrimaryBackupTest() {
        super(new PrimaryBackup(), 40);
    }
}
