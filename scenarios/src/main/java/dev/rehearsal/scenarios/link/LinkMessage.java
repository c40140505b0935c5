package dev.rehearsal.scenarios.link;

import dev.rehearsal.value.Bytes;

/** What users, the sending end and the receiving end say to each other. */
sealed interface LinkMessage {

    /** A user hands over a message; the network may deliver it again. */
    record Submit(Item item) implements LinkMessage {}

    /** The sending end has it for good. */
    record Accepted(int index) implements LinkMessage {}

    /**
     * A message on its way, which may damage what it carries.
     *
     * @param number of all messages, from 0
     * @param payload the message, as {@link Payload} writes it
     */
    record Packet(int number, Bytes payload) implements LinkMessage {}

    /** The receiving end has everything below that number for good. */
    record Ack(int next) implements LinkMessage {}

    /** The timer of the sending end. */
    record Resend() implements LinkMessage {}

    /**
     * What a user sends.
     *
     * @param user its number, from 0
     * @param index of its messages, growing
     */
    record Item(int user, int index) {
        @Override
        public String toString() {
            return "c" + (user + 1) + "#" + index;
        }
    }
}
