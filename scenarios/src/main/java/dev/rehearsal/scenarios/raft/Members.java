package dev.rehearsal.scenarios.raft;

import io.vavr.collection.Vector;

/**
 * A configuration: who votes, and with which entry that began.
 *
 * @param index of the entry; 0 for the configuration that everybody was born with
 */
record Members(int index, Vector<String> voters) {

    boolean has(String server) {
        return voters.contains(server);
    }
}
