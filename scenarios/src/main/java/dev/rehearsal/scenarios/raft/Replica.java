package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;

import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A Raft server: what it does with each message it hears.
 *
 * <p>Term and vote it writes itself, before it answers; the log and the snapshot are written by the
 * actors before it in the tree, and what they hold it hears from them before it takes part.
 *
 * @param self the name of its node
 * @param servers all servers there may be, and where their replicas live
 * @param born the voters before the first change
 * @param tuning its times and sizes
 * @param bug the planted bug
 */
record Replica(
        String self,
        HashMap<String, ActorRef<RaftMessage>> servers,
        Vector<String> born,
        Tuning tuning,
        Option<Bug> bug)
        implements Actor<ReplicaState, RaftMessage> {

    @Override
    public boolean startsLater() {
        return true;
    }

    @Override
    public ReplicaState start(Context<RaftMessage> context) {
        return Turn.begin(this, context);
    }

    @Override
    public ReplicaState receive(
            ReplicaState state, RaftMessage message, Context<RaftMessage> context) {
        Turn turn = new Turn(this, state, context);
        hear(turn, message);
        return turn.end();
    }

    /**
     * The log or the snapshots have ended. It would be told to end anyway, but not while its
     * supervisor waits for it to start, and it for an answer of theirs.
     */
    @Override
    public ReplicaState signal(ReplicaState state, Signal signal, Context<RaftMessage> context) {
        if (signal instanceof Signal.Down) {
            context.exit(new ExitReason.Because("its disk has ended"));
        }
        return state;
    }

    private static void hear(Turn turn, RaftMessage message) {
        if (turn.role instanceof Role.Recovering recovering) {
            Recovery.hear(turn, recovering, message);
            return;
        }
        if (turn.has(Bug.ANY_RPC_IS_LIFE)
                && (message instanceof RaftMessage.Rpc || message instanceof RaftMessage.Serve)) {
            turn.wait(turn.patience.heardAt());
        }
        switch (message) {
            case RaftMessage.PreVote asked -> Elections.preVote(turn, asked);
            case RaftMessage.PreVoteReply reply -> Elections.preVoted(turn, reply);
            case RaftMessage.RequestVote asked -> Elections.requestVote(turn, asked);
            case RaftMessage.RequestVoteReply reply -> Elections.voted(turn, reply);
            case RaftMessage.TimeoutNow now -> Elections.timeoutNow(turn, now);
            case RaftMessage.ElectionTimeout() -> Elections.timeout(turn);
            case RaftMessage.AppendEntries append -> Following.appendEntries(turn, append);
            case RaftMessage.InstallSnapshot install -> Following.installSnapshot(turn, install);
            case RaftMessage.AppendEntriesReply reply -> Leading.appended(turn, reply);
            case RaftMessage.HeartbeatDue() -> Leading.heartbeat(turn);
            case RaftMessage.LogDurable(int ticket) -> {
                turn.storage = turn.storage.durable(ticket);
                Following.acknowledge(turn);
                Leading.advanceCommit(turn);
            }
            case RaftMessage.SnapshotSaved(int index) -> Snapshots.saved(turn, index);
            case RaftMessage.Hello() -> turn.welcome();
            case RaftMessage.Serve request -> Requests.serve(turn, request);
            case RaftMessage.LogLoaded _, RaftMessage.SnapshotLoaded _ -> {}
        }
    }
}
