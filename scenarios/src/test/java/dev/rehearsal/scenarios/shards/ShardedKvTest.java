package dev.rehearsal.scenarios.shards;

import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.api.Test;

/** The sum is the fold over the journals, and the planted bugs are found. */
class ShardedKvTest extends SwarmContract {

    ShardedKvTest() {
        super(new ShardedKv(), 20, "timer-never-re-armed", "garbage-kills");
    }

    @Test
    void hastyShard_allStatesWithOneCrash_isFoundOnTheShortestPath() {
        assertBroken("shards=1 clients=2", "acknowledged-before-durable", 1, "linearizable", 13);
    }
}
