package dev.rehearsal.scenarios.raft;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** How a server follows the leader of its term (dissertation, 3.5). */
final class Following {

    private Following() {}

    static void appendEntries(Turn turn, RaftMessage.AppendEntries append) {
        if (!follow(turn, append.term(), append.from(), append.round())) {
            return;
        }
        int prev = append.prevLogIndex();
        if (prev > turn.log.baseIndex() && turn.log.termAt(prev) != append.prevLogTerm()) {
            reply(turn, false, lastThatMayFit(turn, prev), prev);
            return;
        }
        boolean isNew = store(turn, append);
        int last = prev + append.entries().size();
        match(turn, Math.max(last, turn.log.baseIndex()));
        commit(
                turn,
                turn.has(Bug.COMMITS_UNSEEN)
                        ? append.leaderCommit()
                        : Math.min(append.leaderCommit(), last));
        if (!isNew || turn.durableIndex() >= last) {
            acknowledge(turn);
        }
    }

    /** Whether the sender leads the term, which is then also that of this server. */
    private static boolean follow(Turn turn, int term, String from, int round) {
        if (term < turn.currentTerm) {
            turn.send(
                    from,
                    new RaftMessage.AppendEntriesReply(
                            turn.currentTerm, turn.self, false, 0, 0, 0));
            return false;
        }
        if (term > turn.currentTerm
                || !(turn.role instanceof Role.Follower)
                || turn.has(Bug.STEP_DOWN_FORGETS_VOTE)) {
            turn.stepDown(term);
        }
        if (turn.role instanceof Role.Follower(int matched, int heard)) {
            turn.role = new Role.Follower(matched, Math.max(heard, round));
        }
        turn.leader = Option.some(from);
        turn.wait(turn.now);
        return true;
    }

    /**
     * The last entry before {@code prev} that the leader may have too: of the term that does not
     * fit it probably has none (3.5).
     */
    private static int lastThatMayFit(Turn turn, int prev) {
        Log log = turn.log;
        if (prev > log.lastIndex()) {
            return log.lastIndex();
        }
        int term = log.termAt(prev);
        int index = prev;
        while (index > log.baseIndex() && log.termAt(index) == term) {
            index--;
        }
        return index;
    }

    /**
     * Puts the entries into the log. Only an entry that differs cuts off what is behind it: a
     * message that comes late says nothing about later entries.
     */
    private static boolean store(Turn turn, RaftMessage.AppendEntries append) {
        int index = append.prevLogIndex() + 1;
        Vector<Entry> entries = append.entries();
        while (!entries.isEmpty()
                && (index <= turn.log.baseIndex()
                        || turn.log.termAt(index) == entries.head().term()
                                && !turn.has(Bug.ALWAYS_TRUNCATES))) {
            entries = entries.tail();
            index++;
        }
        if (entries.isEmpty()) {
            return false;
        }
        Log log = turn.log.cutFrom(index);
        for (Entry entry : entries) {
            log = log.append(entry);
        }
        turn.log = log;
        turn.write(index, entries);
        return true;
    }

    private static void match(Turn turn, int index) {
        if (turn.role instanceof Role.Follower(int matched, int round) && index > matched) {
            turn.role = new Role.Follower(index, round);
        }
    }

    static void commit(Turn turn, int index) {
        if (index > turn.commitIndex) {
            turn.commitIndex = index;
            turn.apply();
        }
    }

    /** Tells the leader up to where it has its log, on disk. */
    static void acknowledge(Turn turn) {
        if (turn.role instanceof Role.Follower(int matched, _) && turn.leader.isDefined()) {
            reply(turn, true, Math.min(matched, turn.durableIndex()), 0);
        }
    }

    private static void reply(Turn turn, boolean isSuccess, int index, int rejected) {
        if (turn.role instanceof Role.Follower(_, int round)) {
            turn.send(
                    turn.leader.get(),
                    new RaftMessage.AppendEntriesReply(
                            turn.currentTerm, turn.self, isSuccess, index, rejected, round));
        }
    }

    /** The leader has discarded what would come next (5.3). */
    static void installSnapshot(Turn turn, RaftMessage.InstallSnapshot install) {
        if (follow(turn, install.term(), install.from(), install.round())) {
            if (Snapshots.isKnown(turn, install.snapshot())) {
                installed(turn, install.snapshot());
            } else if (turn.storage.saving().isEmpty()) {
                Snapshots.save(turn, install.snapshot(), true);
            }
        }
    }

    /** All that a snapshot of the leader's holds is there. */
    static void installed(Turn turn, Snapshot snapshot) {
        match(turn, snapshot.lastIndex());
        commit(turn, snapshot.lastIndex());
        acknowledge(turn);
    }
}
