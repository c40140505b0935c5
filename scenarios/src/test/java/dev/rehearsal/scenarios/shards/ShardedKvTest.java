package dev.rehearsal.scenarios.shards;

import dev.rehearsal.scenarios.SwarmContract;

/** The sum is the fold over the journals, and the planted bugs are found. */
class ShardedKvTest extends SwarmContract {

    ShardedKvTest() {
        super(new ShardedKv(), 20, "timer-never-re-armed", "garbage-kills");
    }
}
