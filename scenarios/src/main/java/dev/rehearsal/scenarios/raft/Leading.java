package dev.rehearsal.scenarios.raft;

import dev.rehearsal.scenarios.raft.Role.Leader;
import dev.rehearsal.scenarios.raft.Role.Progress;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/** How a leader brings its log to the others (dissertation, 3.5), and stays leader. */
final class Leading {

    private Leading() {}

    /** Puts an entry at the end of the log. */
    static void append(Turn turn, Command command) {
        Entry entry = new Entry(turn.currentTerm, command);
        turn.log = turn.log.append(entry);
        turn.write(turn.log.lastIndex(), Vector.of(entry));
        followMembers(turn);
    }

    /** The peers are those of the latest configuration, and the server that is to join it. */
    static void followMembers(Turn turn) {
        if (turn.role instanceof Leader leader) {
            Vector<String> wanted =
                    turn.log
                            .latest()
                            .voters()
                            .remove(turn.self)
                            .appendAll(leader.learner().map(Role.Learner::server));
            TreeMap<String, Progress> peers = TreeMap.empty();
            for (String server : wanted) {
                peers =
                        peers.put(
                                server,
                                leader.peers()
                                        .getOrElse(
                                                server, new Progress(turn.log.lastIndex(), 0, 0)));
            }
            turn.role = leader.peers(peers);
        }
    }

    /** Says that it is there, unless it has to ask itself whether it is (6.2). */
    static void heartbeat(Turn turn) {
        if (!(turn.role instanceof Leader leader)) {
            Elections.ask(turn);
            return;
        }
        if (turn.clock().minus(leader.quorumAt()).compareTo(turn.tuning().timeoutMax()) >= 0
                && !turn.has(Bug.NO_CHECK_QUORUM)) {
            turn.stepDown(turn.currentTerm);
            return;
        }
        Membership.giveUpIfLate(turn);
        broadcast(turn);
        turn.context.timer(new RaftMessage.HeartbeatDue(), turn.tuning().heartbeat());
    }

    /** Sends everybody what it lacks, and asks for an answer. */
    static void broadcast(Turn turn) {
        if (turn.role instanceof Leader leader) {
            turn.role = leader.sends(turn.clock());
            for (String server : leader.peers().keySet()) {
                send(turn, server);
            }
            confirm(turn);
            advanceCommit(turn);
        }
    }

    private static void send(Turn turn, String server) {
        if (!(turn.role instanceof Leader leader)) {
            return;
        }
        Progress peer = leader.peers().get(server).get();
        int next = peer.nextIndex();
        if (next <= turn.log.baseIndex()) {
            turn.send(
                    server,
                    new RaftMessage.InstallSnapshot(
                            turn.currentTerm, turn.self, turn.snapshot, leader.round()));
            next = turn.log.baseIndex() + 1;
        } else {
            Vector<Entry> entries = turn.log.from(next, turn.tuning().batch());
            turn.send(
                    server,
                    new RaftMessage.AppendEntries(
                            turn.currentTerm,
                            turn.self,
                            next - 1,
                            turn.log.termAt(next - 1),
                            entries,
                            turn.commitIndex,
                            leader.round()));
            next += entries.size();
        }
        // It goes on as if that had arrived (10.2.1); a follower that lacks something says so.
        put(turn, server, new Progress(next, peer.matchIndex(), peer.round()));
    }

    private static void put(Turn turn, String server, Progress progress) {
        if (turn.role instanceof Leader leader) {
            turn.role = leader.peers(leader.peers().put(server, progress));
        }
    }

    static void appended(Turn turn, RaftMessage.AppendEntriesReply reply) {
        if (reply.term() > turn.currentTerm) {
            turn.stepDown(reply.term());
            return;
        }
        Progress peer =
                turn.role instanceof Leader leader && reply.term() == turn.currentTerm
                        ? leader.peers().get(reply.from()).getOrNull()
                        : null;
        if (peer == null) {
            return;
        }
        int round = Math.max(peer.round(), reply.round());
        if (reply.isSuccess()) {
            int match =
                    turn.has(Bug.CREDITS_WHAT_WAS_SENT)
                            ? peer.nextIndex() - 1
                            : Math.max(peer.matchIndex(), reply.index());
            int next = Math.max(peer.nextIndex(), match + 1);
            put(turn, reply.from(), new Progress(next, match, round));
            if (match > peer.matchIndex()) {
                advanceCommit(turn);
            }
            Membership.caughtUp(turn, reply.from(), match);
            if (next <= turn.log.lastIndex()) {
                send(turn, reply.from());
            }
        } else if (reply.rejected() > peer.matchIndex()) {
            int next = Math.max(peer.matchIndex(), Math.min(reply.rejected() - 1, reply.index()));
            put(turn, reply.from(), new Progress(next + 1, peer.matchIndex(), round));
            send(turn, reply.from());
        } else {
            put(turn, reply.from(), new Progress(peer.nextIndex(), peer.matchIndex(), round));
        }
        if (round > peer.round()) {
            confirm(turn);
        }
    }

    /**
     * Commits what a majority has on disk. An entry of an earlier term is not counted: it is
     * committed with the first one of this term behind it (3.6.2).
     */
    static void advanceCommit(Turn turn) {
        if (!(turn.role instanceof Leader leader)) {
            return;
        }
        int index = ofMajority(turn, leader, turn.durableIndex(), Progress::matchIndex);
        if (index > turn.commitIndex
                && (turn.log.termAt(index) == turn.currentTerm
                        || turn.has(Bug.COMMITS_OLD_TERMS))) {
            turn.commitIndex = index;
            turn.apply();
            Requests.read(turn);
            Membership.stepDownIfRemoved(turn);
        }
    }

    /** The largest number that a majority of the voters has reached. */
    private static int ofMajority(
            Turn turn, Leader leader, int own, ToIntFunction<Progress> number) {
        Vector<String> voters = turn.log.latest().voters();
        int[] numbers = new int[voters.size()];
        int n = 0;
        for (String voter : voters) {
            Progress peer = leader.peers().get(voter).getOrNull();
            numbers[n++] =
                    peer != null ? number.applyAsInt(peer) : voter.equals(turn.self) ? own : 0;
        }
        Arrays.sort(numbers);
        return numbers[(numbers.length - 1) / 2];
    }

    /** Sees which of its broadcasts a majority has answered: then it led when that one left. */
    private static void confirm(Turn turn) {
        if (turn.role instanceof Leader leader) {
            int round = ofMajority(turn, leader, leader.round(), Progress::round);
            Option<Role.Sent> latest =
                    leader.sent().takeWhile(sent -> sent.round() <= round).lastOption();
            if (latest.isDefined()) {
                turn.role = leader.confirmed(latest.get());
                Requests.read(turn);
            }
        }
    }
}
