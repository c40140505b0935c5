package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;

import io.vavr.collection.Vector;

/**
 * Keeps the latest snapshot of its node on disk, while the replica goes on (dissertation, 5.3).
 *
 * @param born the configuration before the first entry
 */
record SnapshotActor(Vector<String> born) implements Actor<Snapshot, SnapshotActor.Message> {

    private static final Cell<Snapshot> CELL = Cell.of("snapshot", Snapshot.class);

    /** What the replica asks. */
    sealed interface Message {
        /** Answer with the latest one. */
        record Load() implements Message {}

        /** Keep this one; an older one than is there is not kept. */
        record Save(Snapshot snapshot) implements Message {}
    }

    @Override
    public Snapshot start(Context<Message> context) {
        return CELL.recover(context.disk()).getOrElse(() -> Snapshot.empty(born));
    }

    @Override
    public Snapshot receive(Snapshot latest, Message message, Context<Message> context) {
        ActorRef<RaftMessage> replica =
                ActorRef.to(context.sender().path(), context.sender().incarnation());
        return switch (message) {
            case Message.Load() -> {
                context.send(replica, new RaftMessage.SnapshotLoaded(latest));
                yield latest;
            }
            case Message.Save(Snapshot snapshot) -> {
                boolean isNewer = snapshot.lastIndex() > latest.lastIndex();
                if (isNewer) {
                    CELL.write(context.disk(), snapshot);
                }
                context.send(replica, new RaftMessage.SnapshotSaved(snapshot.lastIndex()));
                yield isNewer ? snapshot : latest;
            }
        };
    }
}
