package dev.rehearsal.scenarios.raft;

import dev.rehearsal.scenarios.raft.Role.Leader;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/** How servers join and leave, one at a time (dissertation, chapter 4), and who leads (3.10). */
final class Membership {

    /** With fewer voters the cluster would not survive the loss of one. */
    static final int VOTERS_MIN = 3;

    private static final Duration CATCH_UP_MAX = Duration.ofSeconds(1);

    private Membership() {}

    /** Whether it has begun to do that. */
    static boolean change(Turn turn, Leader leader, RaftCall.OfCluster change) {
        Vector<String> voters = turn.log.latest().voters();
        return switch (change) {
            case RaftCall.AddServer(String server) -> {
                boolean can =
                        canChange(turn, leader)
                                && !voters.contains(server)
                                && turn.replica.servers().containsKey(server);
                if (can) {
                    Duration until = turn.now.plus(CATCH_UP_MAX);
                    turn.role = leader.learner(Option.some(new Role.Learner(server, until)));
                    Leading.followMembers(turn);
                    Leading.broadcast(turn);
                }
                yield can;
            }
            case RaftCall.RemoveServer(String server) -> {
                boolean can =
                        canChange(turn, leader)
                                && voters.contains(server)
                                && voters.size() > VOTERS_MIN;
                if (can) {
                    Leading.append(turn, new Command.Reconfigure(voters.remove(server)));
                    Leading.broadcast(turn);
                }
                yield can;
            }
            case RaftCall.TransferLeadership(String server) -> {
                boolean can =
                        leader.transfer().isEmpty()
                                && !server.equals(turn.self)
                                && voters.contains(server);
                if (can) {
                    Duration until = turn.now.plus(turn.tuning().timeoutMax());
                    turn.role =
                            leader.transfer(
                                    Option.some(new Role.Transfer(server, until, false)),
                                    leader.isLeaseVoid());
                    caughtUp(turn, server, leader.peers().get(server).get().matchIndex());
                }
                yield can;
            }
        };
    }

    /**
     * One change at a time, and none before an entry of this term is committed: else two leaders
     * may change the same configuration in two ways, whose majorities have nobody in common (4.1,
     * and its correction).
     */
    private static boolean canChange(Turn turn, Leader leader) {
        return turn.log.latest().index() <= turn.commitIndex
                && (leader.noOp() <= turn.commitIndex || turn.has(Bug.CHANGES_BEFORE_NO_OP))
                && leader.learner().isEmpty()
                && leader.transfer().isEmpty();
    }

    /** A server has the log up to there: perhaps that is what is waited for. */
    static void caughtUp(Turn turn, String server, int match) {
        if (!(turn.role instanceof Leader leader)) {
            return;
        }
        if (leader.learner().exists(learner -> learner.server().equals(server))
                && match >= turn.commitIndex) {
            turn.role = leader.learner(Option.none());
            Leading.append(
                    turn, new Command.Reconfigure(turn.log.latest().voters().append(server)));
            Leading.broadcast(turn);
        } else if (match == turn.log.lastIndex()
                && leader.transfer()
                        .exists(each -> each.server().equals(server) && !each.isSent())) {
            turn.role =
                    leader.transfer(
                            leader.transfer()
                                    .map(each -> new Role.Transfer(server, each.until(), true)),
                            true);
            turn.send(server, new RaftMessage.TimeoutNow(turn.currentTerm, turn.self));
        }
    }

    /** What has taken too long is given up. */
    static void giveUpIfLate(Turn turn) {
        if (turn.role instanceof Leader leader) {
            if (leader.transfer().exists(transfer -> turn.now.compareTo(transfer.until()) > 0)) {
                turn.role = leader.transfer(Option.none(), leader.isLeaseVoid());
            }
            if (leader.learner().exists(learner -> turn.now.compareTo(learner.until()) > 0)) {
                turn.role = ((Leader) turn.role).learner(Option.none());
                Leading.followMembers(turn);
            }
        }
    }

    /** A leader that is no voter any more leads until that is committed (4.2.2). */
    static void stepDownIfRemoved(Turn turn) {
        Members latest = turn.log.latest();
        if (turn.role instanceof Leader
                && latest.index() <= turn.commitIndex
                && !latest.has(turn.self)) {
            turn.stepDown(turn.currentTerm);
        }
    }
}
