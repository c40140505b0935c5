package dev.rehearsal.scenarios.paxos;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.replication.Command;
import dev.rehearsal.scenarios.replication.RegisterUser;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

/** What clients and servers say to each other. The places of the log are numbered from 1. */
sealed interface PaxosMessage {

    /** A client wants this done; only a leader listens. */
    record Ask(Command command) implements PaxosMessage {}

    /** It is done. */
    record Told(int index, Answer<Integer> answer) implements PaxosMessage, RegisterUser.Told {}

    /** The timer of a client. */
    record Retry(int index) implements PaxosMessage {}

    /**
     * Phase 1: a server wants to lead under that ballot.
     *
     * @param from the first place that it does not know
     */
    record Prepare(Ballot ballot, int from) implements PaxosMessage {}

    /** No lower ballot will be accepted; and what has been, in the places asked for. */
    record Promise(Ballot ballot, TreeMap<Integer, Vote> votes) implements PaxosMessage {}

    /**
     * Phase 2, and the heartbeat of the leader.
     *
     * @param chosen how many places are decided, from the first on
     * @param proposals what is to be accepted; may be empty
     */
    record Accept(Ballot ballot, int chosen, TreeMap<Integer, Command> proposals)
            implements PaxosMessage {}

    /** That has been accepted. */
    record Accepted(Ballot ballot, Vector<Integer> places) implements PaxosMessage {}

    /** A higher ballot was promised. */
    record Refused(Ballot promised) implements PaxosMessage {}

    /** Somebody has learned of so many places, and no more. */
    record Behind(int chosen) implements PaxosMessage {}

    /** What was chosen in the places behind so many. */
    record Chosen(int before, Vector<Command> commands) implements PaxosMessage {}

    /** The timer of a leader. */
    record Beat() implements PaxosMessage {}

    /** The timer of everybody else. */
    record Elect() implements PaxosMessage {}

    /**
     * Who leads; no two servers have one in common.
     *
     * @param round growing; 0 before the first
     * @param server its number
     */
    record Ballot(int round, int server) implements Comparable<Ballot> {
        static final Ballot NONE = new Ballot(0, 0);

        @Override
        public int compareTo(Ballot other) {
            return round != other.round
                    ? Integer.compare(round, other.round)
                    : Integer.compare(server, other.server);
        }

        boolean isBelow(Ballot other) {
            return compareTo(other) < 0;
        }
    }

    /** A command that was accepted under a ballot. */
    record Vote(Ballot ballot, Command command) {}
}
