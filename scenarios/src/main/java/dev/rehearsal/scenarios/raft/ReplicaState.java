package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.ActorRef;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * The state of a server, in the names of the dissertation's figure 3.1.
 *
 * @param currentTerm the latest term that it has seen; durable
 * @param votedFor whom it has voted for in that term; durable
 * @param commitIndex the last entry that it knows to be committed
 * @param machine what all entries up to there come to
 * @param snapshot the latest durable one
 * @param leader the leader of the term, as far as it has heard of one
 */
record ReplicaState(
        int currentTerm,
        Option<String> votedFor,
        Log log,
        int commitIndex,
        Machine machine,
        Snapshot snapshot,
        Role role,
        Option<String> leader,
        Patience patience,
        Storage storage) {

    /** How a server that has not heard yet what is on its disk begins. */
    static ReplicaState recovering(
            Vote vote, Vector<String> born, Patience patience, ActorRef<LogActor.Message> log) {
        return new ReplicaState(
                vote.term(),
                vote.votedFor(),
                Log.empty(born),
                0,
                Machine.EMPTY,
                Snapshot.empty(born),
                new Role.Recovering(Option.none(), Option.none()),
                Option.none(),
                patience,
                new Storage(log, 0, Vector.empty(), 0, Option.none()));
    }

    /** What must not be forgotten, or two leaders are elected in one term. */
    record Vote(int term, Option<String> votedFor) {
        static final Vote NONE = new Vote(0, Option.none());
    }

    /**
     * How long it waits before it calls an election.
     *
     * @param heardAt when it last heard from a leader; all times are of the monotonic clock
     * @param since when it began to wait
     * @param timeout how long it waits; drawn anew for each election, so that two servers seldom
     *     call one at the same time (3.4)
     * @param draws how many have been drawn
     */
    record Patience(Duration heardAt, Duration since, Duration timeout, int draws) {}

    /**
     * What the actors that write are doing.
     *
     * @param log the one incarnation to write to
     * @param ticket of the last write
     * @param writes that are not known to be durable, the oldest first
     * @param durableIndex up to where the log is durable
     * @param saving the snapshot that is being written
     */
    record Storage(
            ActorRef<LogActor.Message> log,
            int ticket,
            Vector<Write> writes,
            int durableIndex,
            Option<Saving> saving) {

        /** With another write, which replaces everything from an index on. */
        Storage writes(int index, int lastIndex) {
            Vector<Write> left =
                    writes.map(write ->
                            new Write(write.ticket(), Math.min(write.lastIndex(), index - 1)));
            return new Storage(
                    log,
                    ticket + 1,
                    left.append(new Write(ticket + 1, lastIndex)),
                    Math.min(durableIndex, index - 1),
                    saving);
        }

        /** All writes up to a ticket are durable. */
        Storage durable(int done) {
            int durable = durableIndex;
            Vector<Write> left = writes;
            while (!left.isEmpty() && left.head().ticket() <= done) {
                durable = Math.max(durable, left.head().lastIndex());
                left = left.tail();
            }
            return new Storage(log, ticket, left, durable, saving);
        }

        Storage saving(Option<Saving> next) {
            return new Storage(log, ticket, writes, durableIndex, next);
        }
    }

    /**
     * A write to the log that is under way.
     *
     * @param lastIndex the last entry that it makes durable
     */
    record Write(int ticket, int lastIndex) {}

    /**
     * A snapshot that is being written.
     *
     * @param isLeaders whether it came from the leader and is to be installed
     */
    record Saving(Snapshot snapshot, boolean isLeaders) {}
}
