package dev.rehearsal.scenarios.raft;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/** What a server is at the moment, with what it must know for it (dissertation, figure 3.3). */
sealed interface Role {

    /** It has not heard yet what is on its disk, and takes no part. */
    record Recovering(Option<Log> log, Option<Snapshot> snapshot) implements Role {}

    /**
     * It does what the leader of its term says.
     *
     * @param matched up to where its log is known to equal that leader's
     * @param round the latest of the leader's broadcasts that it has heard
     */
    record Follower(int matched, int round) implements Role {
        /** One that has not heard of a leader yet. */
        static final Follower NEW = new Follower(0, 0);
    }

    /** It asks whether it would be elected (9.6). */
    record PreCandidate(Vector<String> votes) implements Role {}

    /**
     * It asks to be elected.
     *
     * @param isTransfer whether the leader has asked for that (3.10)
     */
    record Candidate(Vector<String> votes, boolean isTransfer) implements Role {}

    /**
     * It leads.
     *
     * @param peers how far the others are: all other voters, and the server that is to become one
     * @param noOp the index of the entry with which its term began
     * @param round counts its broadcasts
     * @param sent the broadcasts that no majority has answered yet, and when they left
     * @param quorumAt when the latest broadcast left that a majority has answered
     * @param reads what waits to be read
     * @param isLeaseVoid whether it has let somebody be elected without waiting: it has promised
     *     nothing any more
     */
    record Leader(
            TreeMap<String, Progress> peers,
            int noOp,
            int round,
            Vector<Sent> sent,
            Duration quorumAt,
            Vector<Read> reads,
            Option<Learner> learner,
            Option<Transfer> transfer,
            boolean isLeaseVoid)
            implements Role {

        Leader peers(TreeMap<String, Progress> next) {
            return new Leader(
                    next, noOp, round, sent, quorumAt, reads, learner, transfer, isLeaseVoid);
        }

        Leader reads(Vector<Read> next) {
            return new Leader(
                    peers, noOp, round, sent, quorumAt, next, learner, transfer, isLeaseVoid);
        }

        Leader learner(Option<Learner> next) {
            return new Leader(
                    peers, noOp, round, sent, quorumAt, reads, next, transfer, isLeaseVoid);
        }

        Leader transfer(Option<Transfer> next, boolean isVoid) {
            return new Leader(peers, noOp, round, sent, quorumAt, reads, learner, next, isVoid);
        }

        /** With another broadcast. */
        Leader sends(Duration at) {
            return new Leader(
                    peers,
                    noOp,
                    round + 1,
                    sent.append(new Sent(round + 1, at)),
                    quorumAt,
                    reads,
                    learner,
                    transfer,
                    isLeaseVoid);
        }

        /** A majority has answered that broadcast. */
        Leader confirmed(Sent latest) {
            return new Leader(
                    peers,
                    noOp,
                    round,
                    sent.dropWhile(each -> each.round() <= latest.round()),
                    latest.at(),
                    reads,
                    learner,
                    transfer,
                    isLeaseVoid);
        }
    }

    /**
     * How far another server is.
     *
     * @param nextIndex the entry to send next
     * @param matchIndex up to where its log is known to equal the leader's, and is durable
     * @param round the latest broadcast that it has answered
     */
    record Progress(int nextIndex, int matchIndex, int round) {}

    /** A broadcast, and when it left. */
    record Sent(int round, Duration at) {}

    /**
     * A read that waits until a broadcast that left after it came is answered by a majority (6.4).
     */
    record Read(String client, int number, String key, int round) {}

    /** A server that catches up before it may vote (4.2.1), and until when it must have. */
    record Learner(String server, Duration until) {}

    /**
     * The leadership is to go to another server (3.10).
     *
     * @param until when the leader gives that up
     * @param isSent whether that server has been told to call an election
     */
    record Transfer(String server, Duration until, boolean isSent) {}
}
