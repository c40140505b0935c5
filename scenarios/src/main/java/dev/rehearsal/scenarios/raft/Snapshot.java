package dev.rehearsal.scenarios.raft;

import io.vavr.collection.Vector;

/**
 * What stands for the beginning of the log (dissertation, chapter 5).
 *
 * @param lastTerm the term of the last entry in it
 * @param members the configuration in force then
 */
record Snapshot(int lastTerm, Members members, Machine machine) {

    /** The snapshot of no entries at all. */
    static Snapshot empty(Vector<String> voters) {
        return new Snapshot(0, new Members(0, voters), Machine.EMPTY);
    }

    /** The index of the last entry in it. */
    int lastIndex() {
        return machine.applied();
    }
}
