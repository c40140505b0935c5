package dev.rehearsal.scenarios.raft;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.raft.Role.Leader;

import io.vavr.collection.Vector;

/** What a leader does for clients (dissertation, chapter 6). */
final class Requests {

    private Requests() {}

    static void serve(Turn turn, RaftMessage.Serve asked) {
        if (!(turn.role instanceof Leader leader)) {
            turn.redirect(asked.client(), asked.number());
            return;
        }
        switch (asked.call()) {
            case RaftCall.Get get -> get(turn, leader, asked, get);
            case RaftCall.Put _, RaftCall.Add _ -> propose(turn, leader, asked);
            case RaftCall.OfCluster change ->
                    turn.tell(
                            asked.client(),
                            asked.number(),
                            Answer.flag(Membership.change(turn, leader, change)));
        }
    }

    private static void propose(Turn turn, Leader leader, RaftMessage.Serve asked) {
        var known = turn.machine.session(asked.client(), asked.number()).getOrNull();
        if (known != null && !turn.has(Bug.NO_SESSIONS)) {
            if (known.number() == asked.number()) {
                turn.tell(asked.client(), asked.number(), known.answer());
            }
        } else if (leader.transfer().isEmpty()) {
            Leading.append(turn, new Command.Request(asked.client(), asked.number(), asked.call()));
            Leading.broadcast(turn);
        }
    }

    private static void get(Turn turn, Leader leader, RaftMessage.Serve asked, RaftCall.Get get) {
        if (turn.has(Bug.READS_UNCONFIRMED) || get.leased() && hasLease(turn, leader)) {
            tell(turn, asked.client(), asked.number(), get.key());
            return;
        }
        turn.role =
                leader.reads(
                        leader.reads()
                                .append(
                                        new Role.Read(
                                                asked.client(),
                                                asked.number(),
                                                get.key(),
                                                leader.round() + 1)));
        Leading.broadcast(turn);
    }

    /** Whether nobody else can have been elected yet (6.4.1). */
    private static boolean hasLease(Turn turn, Leader leader) {
        return !leader.isLeaseVoid()
                && knowsWhatIsCommitted(turn, leader)
                && turn.clock().minus(leader.quorumAt()).compareTo(turn.tuning().lease()) < 0;
    }

    /**
     * A leader has all that is committed, but knows it only when an entry of its own term is (6.4).
     */
    private static boolean knowsWhatIsCommitted(Turn turn, Leader leader) {
        return leader.noOp() <= turn.commitIndex || turn.has(Bug.READS_BEFORE_NO_OP);
    }

    /**
     * Answers the reads that came before the latest confirmed broadcast. What is applied by now is
     * at least what was committed when they came.
     */
    static void read(Turn turn) {
        if (turn.role instanceof Leader leader
                && !leader.reads().isEmpty()
                && knowsWhatIsCommitted(turn, leader)) {
            int confirmed =
                    leader.sent().isEmpty() ? leader.round() : leader.sent().head().round() - 1;
            Vector<Role.Read> ready = leader.reads().takeWhile(read -> read.round() <= confirmed);
            turn.role = leader.reads(leader.reads().drop(ready.size()));
            ready.forEach(read -> tell(turn, read.client(), read.number(), read.key()));
        }
    }

    private static void tell(Turn turn, String client, int number, String key) {
        turn.tell(client, number, Answer.value(turn.machine.value(key)));
    }
}
