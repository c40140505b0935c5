package dev.rehearsal.scenarios.coordination;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Txn;

import io.vavr.collection.Vector;

/**
 * What a peer has on its disk, as it knows it: whom it has promised to follow, and its history with
 * the epoch that it is of.
 *
 * <p>History and epoch are one snapshot, replaced atomically: who has the epoch has all that its
 * leader began with. Behind the snapshot the log holds what was proposed in that epoch since. What
 * is in the log of any other epoch is from before the snapshot.
 *
 * @param promised the last epoch that somebody was promised
 * @param leader who was promised it
 * @param current the epoch that the history is of
 */
record Storage(int promised, String leader, int current, Vector<Txn> history, Journal.Tail tail) {

    private static final Cell<Promise> PROMISE = Cell.of("promise", Promise.class);
    private static final Cell<Snapshot> SNAPSHOT = Cell.of("snapshot", Snapshot.class);
    private static final Journal<Txn> LOG = Journal.of("log", Txn.class);

    /** That nobody of an earlier epoch is followed any more, and nobody else in this one. */
    record Promise(int epoch, String leader) {}

    /** A history, and the epoch that it is of. */
    record Snapshot(int epoch, Vector<Txn> history) {

        static final Snapshot NOTHING = new Snapshot(0, Vector.empty());

        /** With what of a log came behind it in its epoch. */
        Snapshot with(Vector<Txn> logged) {
            Vector<Txn> longer = history;
            for (Txn txn : logged) {
                if (txn.epoch() == epoch && (longer.isEmpty() || txn.isBehind(longer.last()))) {
                    longer = longer.append(txn);
                }
            }
            return new Snapshot(epoch, longer);
        }
    }

    /**
     * What is there when a peer starts. The log goes into the snapshot.
     *
     * @param bug what is wrong with the peer
     */
    static Storage recover(Disk disk, Bug bug) {
        Promise promise = PROMISE.recover(disk).getOrElse(new Promise(0, ""));
        Snapshot snapshot =
                SNAPSHOT.update(
                        disk,
                        before -> {
                            Snapshot now =
                                    before.getOrElse(Snapshot.NOTHING)
                                            .with(LOG.open(disk).orThrow().records());
                            return bug == Bug.WRONG_EPOCH
                                    ? new Snapshot(promise.epoch(), now.history())
                                    : now;
                        });
        Journal.Tail tail = LOG.replace(disk, 0, Vector.empty());
        return new Storage(
                promise.epoch(), promise.leader(), snapshot.epoch(), snapshot.history(), tail);
    }

    /** Promises an epoch. */
    Storage promise(Disk disk, int epoch, String to) {
        PROMISE.write(disk, new Promise(epoch, to));
        return new Storage(epoch, to, current, history, tail);
    }

    /** Goes on to the epoch that is promised, with that history. */
    Storage enter(Disk disk, Vector<Txn> begun, Bug bug) {
        if (bug == Bug.EPOCH_FIRST) {
            SNAPSHOT.write(disk, new Snapshot(promised, history));
        }
        SNAPSHOT.write(disk, new Snapshot(promised, begun));
        Journal.Tail fresh = LOG.replace(disk, 0, Vector.empty());
        return new Storage(promised, leader, promised, begun, fresh);
    }

    /** The same, and nothing of it is written down, which is wrong. */
    Storage enterInMemory(Vector<Txn> begun) {
        return new Storage(promised, leader, promised, begun, tail);
    }

    /** Goes on with what was proposed in the epoch. */
    Storage append(Disk disk, Vector<Txn> txns) {
        Journal.Tail longer = tail;
        for (Txn txn : txns) {
            longer = LOG.append(disk, longer, txn);
        }
        return new Storage(
                promised, leader, current, history.appendAll(txns), LOG.sync(disk, longer));
    }
}
