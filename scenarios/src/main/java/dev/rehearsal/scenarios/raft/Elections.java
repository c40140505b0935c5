package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.Note;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/** How a leader is elected (dissertation, 3.4), with the vote before the vote (9.6). */
final class Elections {

    private Elections() {}

    /** Somebody was elected. */
    record Elected(String leader, int term) implements Note {
        @Override
        public String toString() {
            return leader + " leads term " + term;
        }
    }

    /** The timer is not set anew with each message: it asks how long that is ago. */
    static void timeout(Turn turn) {
        if (turn.role instanceof Role.Leader) {
            return;
        }
        Duration left = turn.patience.since().plus(turn.patience.timeout()).minus(turn.now);
        if (left.isPositive()) {
            turn.context.timer(new RaftMessage.ElectionTimeout(), left);
        } else {
            campaign(turn);
        }
    }

    private static void campaign(Turn turn) {
        turn.restartElectionTimer();
        Members latest = turn.log.latest();
        if (latest.index() <= turn.commitIndex && !latest.has(turn.self)) {
            return; // it has been removed, and all know it
        }
        if (turn.has(Bug.NO_PRE_VOTE)) {
            elect(turn, false);
            return;
        }
        turn.leader = Option.none();
        turn.role = new Role.PreCandidate(Vector.of(turn.self));
        ask(turn);
        if (turn.isMajority(Vector.of(turn.self))) {
            elect(turn, false);
        }
    }

    private static void elect(Turn turn, boolean isTransfer) {
        turn.term(turn.currentTerm + 1, Option.some(turn.self));
        turn.leader = Option.none();
        turn.role = new Role.Candidate(Vector.of(turn.self), isTransfer);
        turn.restartElectionTimer();
        ask(turn);
        if (turn.isMajority(Vector.of(turn.self))) {
            lead(turn);
        }
    }

    /** Asks all voters that have not granted their vote, and will ask them again (3.3). */
    static void ask(Turn turn) {
        int index = turn.log.lastIndex();
        int term = turn.log.lastTerm();
        switch (turn.role) {
            case Role.PreCandidate(Vector<String> votes) ->
                    askOthers(
                            turn,
                            votes,
                            new RaftMessage.PreVote(turn.currentTerm + 1, turn.self, index, term));
            case Role.Candidate(Vector<String> votes, boolean isTransfer) ->
                    askOthers(
                            turn,
                            votes,
                            new RaftMessage.RequestVote(
                                    turn.currentTerm, turn.self, index, term, isTransfer));
            case Role.Recovering _, Role.Follower _, Role.Leader _ -> {}
        }
    }

    private static void askOthers(Turn turn, Vector<String> votes, RaftMessage.Rpc question) {
        turn.log.latest().voters().removeAll(votes).forEach(voter -> turn.send(voter, question));
        turn.context.timer(new RaftMessage.HeartbeatDue(), turn.tuning().heartbeat());
    }

    static void preVote(Turn turn, RaftMessage.PreVote asked) {
        boolean isGranted =
                asked.term() > turn.currentTerm
                        && !turn.hasLeader()
                        && isUpToDate(turn, asked.lastLogIndex(), asked.lastLogTerm());
        turn.send(
                asked.from(),
                new RaftMessage.PreVoteReply(
                        isGranted ? asked.term() : turn.currentTerm, turn.self, isGranted));
    }

    static void preVoted(Turn turn, RaftMessage.PreVoteReply reply) {
        if (!reply.isGranted()) {
            if (reply.term() > turn.currentTerm) {
                turn.stepDown(reply.term());
            }
        } else if (turn.role instanceof Role.PreCandidate(Vector<String> votes)
                && reply.term() == turn.currentTerm + 1) {
            Vector<String> now = with(turn, votes, reply.from());
            turn.role = new Role.PreCandidate(now);
            if (turn.isMajority(now)) {
                elect(turn, false);
            }
        }
    }

    static void requestVote(Turn turn, RaftMessage.RequestVote asked) {
        if (turn.hasLeader() && !asked.isTransfer() && !turn.has(Bug.NO_PRE_VOTE)) {
            return; // a server that was removed, or cut off, must not disturb (4.2.3)
        }
        if (asked.term() > turn.currentTerm) {
            turn.stepDown(asked.term());
        }
        boolean isGranted =
                asked.term() == turn.currentTerm
                        && (turn.votedFor.isEmpty() || turn.votedFor.contains(asked.from()))
                        && isUpToDate(turn, asked.lastLogIndex(), asked.lastLogTerm());
        if (isGranted) {
            turn.term(turn.currentTerm, Option.some(asked.from()));
            turn.wait(turn.patience.heardAt());
        }
        turn.send(
                asked.from(),
                new RaftMessage.RequestVoteReply(turn.currentTerm, turn.self, isGranted));
    }

    /** A leader has all that is committed: whoever has less is not elected (3.6.1). */
    private static boolean isUpToDate(Turn turn, int lastLogIndex, int lastLogTerm) {
        return turn.has(Bug.VOTES_WITHOUT_LOG_CHECK)
                || lastLogTerm > turn.log.lastTerm()
                || lastLogTerm == turn.log.lastTerm() && lastLogIndex >= turn.log.lastIndex();
    }

    static void voted(Turn turn, RaftMessage.RequestVoteReply reply) {
        if (reply.term() > turn.currentTerm) {
            turn.stepDown(reply.term());
        } else if (turn.role instanceof Role.Candidate(Vector<String> votes, boolean isTransfer)
                && reply.isGranted()
                && (reply.term() == turn.currentTerm || turn.has(Bug.COUNTS_OLD_VOTES))) {
            Vector<String> now = with(turn, votes, reply.from());
            turn.role = new Role.Candidate(now, isTransfer);
            if (turn.isMajority(now)) {
                lead(turn);
            }
        }
    }

    private static Vector<String> with(Turn turn, Vector<String> votes, String voter) {
        return votes.contains(voter) && !turn.has(Bug.COUNTS_VOTES_TWICE)
                ? votes
                : votes.append(voter);
    }

    private static void lead(Turn turn) {
        turn.context.report(new Elected(turn.self, turn.currentTerm));
        turn.leader = Option.some(turn.self);
        turn.role =
                new Role.Leader(
                        TreeMap.empty(),
                        turn.log.lastIndex() + 1,
                        0,
                        Vector.empty(),
                        turn.clock(),
                        Vector.empty(),
                        Option.none(),
                        Option.none(),
                        false);
        Leading.append(turn, new Command.NoOp());
        Leading.heartbeat(turn);
    }

    /** The leader asks for an election: nobody need fear to disturb it (3.10). */
    static void timeoutNow(Turn turn, RaftMessage.TimeoutNow asked) {
        if (asked.term() == turn.currentTerm && turn.role instanceof Role.Follower) {
            elect(turn, true);
        }
    }
}
