package dev.rehearsal.scenarios.raft;

import java.time.Duration;

/**
 * The times and sizes of a cluster, the same on all its servers.
 *
 * @param timeoutMin a follower that has heard from a leader within this time votes for nobody else
 * @param timeoutMax after this time without a leader every server calls an election
 * @param dice what election timeouts are drawn from, between the two
 * @param batch how many entries one message carries
 * @param snapshotEvery how many entries are applied before a snapshot takes their place
 * @param leases whether leaders answer reads within their lease
 */
record Tuning(
        Duration timeoutMin,
        Duration timeoutMax,
        int dice,
        int batch,
        int snapshotEvery,
        boolean leases) {

    /** How often a leader says that it is there: twice in the least election timeout (9.3). */
    Duration heartbeat() {
        return timeoutMin.dividedBy(2);
    }

    /**
     * How long a leader may take for granted that nobody else has been elected, from when a
     * broadcast left that a majority has answered. Two clocks of which one is a fifth too slow and
     * one a fifth too fast agree that it is less than the least election timeout (6.4.1).
     */
    Duration lease() {
        return timeoutMin.multipliedBy(3).dividedBy(5);
    }
}
