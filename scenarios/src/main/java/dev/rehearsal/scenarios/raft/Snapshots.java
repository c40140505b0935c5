package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.scenarios.raft.ReplicaState.Saving;

import io.vavr.control.Option;

/** How the beginning of the log is replaced by what it comes to (dissertation, chapter 5). */
final class Snapshots {

    private Snapshots() {}

    /** Begins to write a snapshot when enough has been applied since the last. */
    static void takeIfDue(Turn turn) {
        int applied = turn.machine.applied();
        if (applied - turn.log.baseIndex() >= turn.tuning().snapshotEvery()
                && turn.storage.saving().isEmpty()) {
            Snapshot taken =
                    new Snapshot(
                            turn.log.termAt(applied), turn.log.membersAt(applied), turn.machine);
            save(turn, taken, false);
            if (turn.has(Bug.COMPACTS_EARLY)) {
                compact(turn, taken);
            }
        }
    }

    static void save(Turn turn, Snapshot snapshot, boolean isLeaders) {
        turn.storage = turn.storage.saving(Option.some(new Saving(snapshot, isLeaders)));
        turn.context.send(
                ActorRef.<SnapshotActor.Message>to(Raft.snapshots(turn.self)),
                new SnapshotActor.Message.Save(snapshot));
    }

    /** A snapshot is durable: only now may the log forget what it holds. */
    static void saved(Turn turn, int index) {
        Saving saved =
                turn.storage
                        .saving()
                        .filter(saving -> saving.snapshot().lastIndex() == index)
                        .getOrNull();
        if (saved == null) {
            return;
        }
        turn.storage = turn.storage.saving(Option.none());
        if (!saved.isLeaders()) {
            compact(turn, saved.snapshot());
        } else {
            if (!isKnown(turn, saved.snapshot())) {
                install(turn, saved.snapshot());
            }
            Following.installed(turn, saved.snapshot());
        }
    }

    private static void compact(Turn turn, Snapshot snapshot) {
        if (snapshot.lastIndex() > turn.log.baseIndex()) {
            turn.snapshot = snapshot;
            turn.log = turn.log.compactedTo(snapshot.lastIndex());
            turn.rewrite();
        }
    }

    /** Whether all that a snapshot holds is in the log, or in a snapshot before it. */
    static boolean isKnown(Turn turn, Snapshot snapshot) {
        return !turn.has(Bug.INSTALL_DROPS_SUFFIX)
                && (snapshot.lastIndex() <= turn.log.baseIndex()
                        || turn.log.termAt(snapshot.lastIndex()) == snapshot.lastTerm());
    }

    private static void install(Turn turn, Snapshot snapshot) {
        turn.snapshot = snapshot;
        turn.machine = snapshot.machine();
        turn.commitIndex = snapshot.lastIndex();
        turn.log = Log.after(snapshot.lastIndex(), snapshot.lastTerm(), snapshot.members());
        turn.rewrite();
    }

    /** What of a log goes on behind a snapshot; nothing, when another entry is in the way. */
    static Log behind(Snapshot snapshot, Log log) {
        return log.termAt(snapshot.lastIndex()) == snapshot.lastTerm()
                ? log.compactedTo(snapshot.lastIndex())
                : Log.after(snapshot.lastIndex(), snapshot.lastTerm(), snapshot.members());
    }
}
