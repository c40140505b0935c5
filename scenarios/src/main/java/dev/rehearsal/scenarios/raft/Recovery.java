package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.scenarios.raft.ReplicaState.Storage;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** How a server begins with what is on its disk. */
final class Recovery {

    private Recovery() {}

    static void hear(Turn turn, Role.Recovering known, RaftMessage message) {
        Role.Recovering next = known;
        if (message instanceof RaftMessage.LogLoaded(Log log)) {
            ActorRef<LogActor.Message> writer =
                    ActorRef.to(turn.context.sender().path(), turn.context.sender().incarnation());
            turn.storage = new Storage(writer, 0, Vector.empty(), log.lastIndex(), Option.none());
            next = new Role.Recovering(Option.some(log), known.snapshot());
        } else if (message instanceof RaftMessage.SnapshotLoaded(Snapshot snapshot)) {
            next = new Role.Recovering(known.log(), Option.some(snapshot));
        }
        turn.role = next;
        if (next.log().isDefined() && next.snapshot().isDefined()) {
            begin(turn, next.log().get(), next.snapshot().get());
        }
    }

    /** The log goes on where the snapshot ends; it may not have been told yet. */
    private static void begin(Turn turn, Log log, Snapshot snapshot) {
        if (log.baseIndex() > snapshot.lastIndex()) {
            throw new IllegalStateException(
                    "a log must not begin behind its snapshot: log="
                            + log.baseIndex()
                            + " snapshot="
                            + snapshot.lastIndex());
        }
        turn.snapshot = snapshot;
        turn.machine = snapshot.machine();
        turn.commitIndex = snapshot.lastIndex();
        turn.log = log;
        if (snapshot.lastIndex() > log.baseIndex()) {
            turn.log = Snapshots.behind(snapshot, log);
            turn.rewrite();
        }
        turn.role = Role.Follower.NEW;
        turn.restartElectionTimer();
        turn.context.started();
    }
}
