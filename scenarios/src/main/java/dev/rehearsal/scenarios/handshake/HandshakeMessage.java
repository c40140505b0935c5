package dev.rehearsal.scenarios.handshake;

/** What users and the two ends of a connection say to each other. */
sealed interface HandshakeMessage {

    /** A user hands over a message; the network may deliver it again. */
    record Submit(Item item) implements HandshakeMessage {}

    /**
     * What has become of a message.
     *
     * @param arrived whether the other end has it; else nobody knows, and it is not sent again
     */
    record Told(int index, boolean arrived) implements HandshakeMessage {}

    /** The first message of the handshake: the opener calls, with a number of its own. */
    record Syn(int number) implements HandshakeMessage {}

    /** The second: the listener has heard it, and adds a number of its own. */
    record SynAck(Pair pair) implements HandshakeMessage {}

    /**
     * A message over a connection. The first of them is the third message of the handshake, too,
     * for it names the number that only the opener was told.
     *
     * @param place of the message on its connection, from 0
     */
    record Data(Pair pair, int place, Item item) implements HandshakeMessage {}

    /** The listener has all messages of the connection below that place for good. */
    record Ack(Pair pair, int next) implements HandshakeMessage {}

    /** The opener needs the connection no longer. */
    record Fin(Pair pair) implements HandshakeMessage {}

    /** Who says this knows no such connection. */
    record Reset(Pair pair) implements HandshakeMessage {}

    /** The listener asks whether the opener still knows the connection. */
    record Probe(Pair pair) implements HandshakeMessage {}

    /** It does. */
    record Alive(Pair pair) implements HandshakeMessage {}

    /** The timer of an opener that waits for an answer. */
    record Again() implements HandshakeMessage {}

    /** The timer of an opener that has nothing to send. */
    record Idle() implements HandshakeMessage {}

    /** The timer of a listener: is anybody there? */
    record Look(String opener) implements HandshakeMessage {}

    /**
     * A connection.
     *
     * @param opener the number that the opener has given it
     * @param listener the number that the listener has given it
     */
    record Pair(int opener, int listener) {
        @Override
        public String toString() {
            return opener + "/" + listener;
        }
    }

    /**
     * What a user sends.
     *
     * @param user its number, from 1
     * @param index of its messages, growing
     */
    record Item(int user, int index) {
        @Override
        public String toString() {
            return "c" + user + "#" + index;
        }
    }
}
