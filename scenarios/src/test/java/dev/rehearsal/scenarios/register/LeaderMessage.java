package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.scenarios.register.RegisterMessage.Internal;

import io.vavr.control.Option;

/** What the servers of a register with a leader say to each other and to themselves. */
sealed interface LeaderMessage extends Internal {

    /** A client asked me; you lead. */
    record Forward(int request, Option<Integer> written, ActorRef<RegisterMessage> client)
            implements LeaderMessage {}

    /** I lead, and this is what you hold; sent for each request and with each beat. */
    record Hold(Copy copy) implements LeaderMessage {}

    /** I hold it, or a newer one of that term. */
    record Ack(int term, int number) implements LeaderMessage {}

    /** Let me lead in this term. */
    record AskVote(int term) implements LeaderMessage {}

    /** Do; this is what I hold. */
    record Vote(int term, Copy held) implements LeaderMessage {}

    /** Time to be heard. */
    record Beat() implements LeaderMessage {}

    /** No leader was heard for too long. */
    record Elect() implements LeaderMessage {}

    /**
     * The register as of one request.
     *
     * @param term in which it was made
     * @param number among those of its term, from 1
     */
    record Copy(int term, int number, int value) {

        static Copy newest(Copy left, Copy right) {
            boolean newer =
                    right.term != left.term ? right.term > left.term : right.number > left.number;
            return newer ? right : left;
        }
    }
}
