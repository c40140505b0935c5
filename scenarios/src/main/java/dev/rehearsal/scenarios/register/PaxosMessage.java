package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.scenarios.register.RegisterMessage.Internal;

import io.vavr.control.Option;

/** What the servers of Paxos say to each other. */
sealed interface PaxosMessage extends Internal {

    /** Do not listen to smaller ballots any more; what have you accepted? */
    record Prepare(Ballot ballot) implements PaxosMessage {}

    /** I do not; I have accepted this last. */
    record Prepared(Ballot ballot, Option<Vote> accepted) implements PaxosMessage {}

    /** Accept this. */
    record Accept(Ballot ballot, Proposal proposal) implements PaxosMessage {}

    /** I have accepted it. */
    record Accepted(Ballot ballot) implements PaxosMessage {}

    /** A majority has accepted this. */
    record Decided(Ballot ballot, Proposal proposal) implements PaxosMessage {}

    /**
     * Who leads, and in which attempt: by round, then by server.
     *
     * @param server its number, from 0
     */
    record Ballot(int round, int server) {

        boolean isGreaterThan(Ballot other) {
            return round != other.round ? round > other.round : server > other.server;
        }
    }

    /** A put that is to be the one that all agree on. */
    record Proposal(int request, ActorRef<RegisterMessage> requester, int value) {}

    /** A proposal that was accepted in a ballot. */
    record Vote(Ballot ballot, Proposal proposal) {

        static Vote greater(Vote left, Vote right) {
            return right.ballot.isGreaterThan(left.ballot) ? right : left;
        }
    }
}
