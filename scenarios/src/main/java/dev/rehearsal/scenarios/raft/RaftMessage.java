package dev.rehearsal.scenarios.raft;

import dev.rehearsal.history.model.Answer;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What a replica hears: other servers, its timers, the actors of its node, its sessions. */
sealed interface RaftMessage {

    // ------------------------------------------------- remote procedure calls, all with a term

    /** What servers say to each other (dissertation, figure 3.1). */
    sealed interface Rpc extends RaftMessage {
        /** The sender's term, but in a {@link PreVote} and its grant the one that may come. */
        int term();

        /** The sender. */
        String from();
    }

    /** Would you vote for me in this term? (9.6) */
    record PreVote(int term, String from, int lastLogIndex, int lastLogTerm) implements Rpc {}

    record PreVoteReply(int term, String from, boolean isGranted) implements Rpc {}

    /**
     * Vote for me.
     *
     * @param isTransfer whether the leader itself has asked for this election (4.2.3)
     */
    record RequestVote(int term, String from, int lastLogIndex, int lastLogTerm, boolean isTransfer)
            implements Rpc {}

    record RequestVoteReply(int term, String from, boolean isGranted) implements Rpc {}

    /**
     * Entries, or none: a heartbeat.
     *
     * @param round counts the leader's broadcasts in its term; a reply says which one it answers
     */
    record AppendEntries(
            int term,
            String from,
            int prevLogIndex,
            int prevLogTerm,
            Vector<Entry> entries,
            int leaderCommit,
            int round)
            implements Rpc {}

    /**
     * What became of {@link AppendEntries} and {@link InstallSnapshot}.
     *
     * @param isSuccess whether the log goes on from the leader's
     * @param index on success, up to where the follower's log equals the leader's and is durable;
     *     else where the leader may try next
     * @param rejected without success, the {@code prevLogIndex} that did not fit
     */
    record AppendEntriesReply(
            int term, String from, boolean isSuccess, int index, int rejected, int round)
            implements Rpc {}

    record InstallSnapshot(int term, String from, Snapshot snapshot, int round) implements Rpc {}

    /** Call an election at once (3.10). */
    record TimeoutNow(int term, String from) implements Rpc {}

    // --------------------------------------------------------------------------------- timers

    /** Nobody has led for too long, perhaps. */
    record ElectionTimeout() implements RaftMessage {}

    /** Time to tell the followers again that there is a leader, or to ask again for votes. */
    record HeartbeatDue() implements RaftMessage {}

    // ------------------------------------------------------------------- actors of the own node

    /** What the log on disk holds; the sender is the one incarnation to write to. */
    record LogLoaded(Log log) implements RaftMessage {}

    /** All that was written to the log up to this ticket is durable. */
    record LogDurable(int ticket) implements RaftMessage {}

    /** The latest durable snapshot. */
    record SnapshotLoaded(Snapshot snapshot) implements RaftMessage {}

    /** The snapshot up to this index is durable. */
    record SnapshotSaved(int index) implements RaftMessage {}

    // ------------------------------------------------------------------------------- sessions

    /** Who is the replica here? It answers with {@link SessionMessage.Welcome}. */
    record Hello() implements RaftMessage {}

    /** A client's request. */
    record Serve(String client, int number, RaftCall call) implements RaftMessage {}

    // -------------------------------------------------------------------------------- clients

    /** What sessions and clients say to each other. */
    sealed interface SessionMessage {

        /** The replica says that it is there; the sender is the one incarnation to talk to. */
        record Welcome() implements SessionMessage {}

        /**
         * A client asks; the network may deliver it again.
         *
         * @param relay whether to ask the leader on its behalf, which it may not be able to reach
         *     itself, rather than to say who that is (6.2)
         */
        record Ask(String client, int number, RaftCall call, boolean relay)
                implements SessionMessage {}

        /** A server asks on behalf of a client. */
        record Relayed(Ask ask, String by) implements SessionMessage {}

        /** What came of it. */
        record Told(String client, int number, Answer<Integer> answer) implements SessionMessage {}

        /** Ask somebody else: the leader, if it is known (6.2). */
        record Redirected(String client, int number, Option<String> leader)
                implements SessionMessage {}

        /** The client has waited long enough for an answer. */
        record Retry(int number) implements SessionMessage {}
    }
}
