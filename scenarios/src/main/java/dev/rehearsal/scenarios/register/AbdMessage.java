package dev.rehearsal.scenarios.register;

import dev.rehearsal.scenarios.register.RegisterMessage.Internal;

/** What the servers of ABD say to each other on behalf of a request. */
sealed interface AbdMessage extends Internal {

    /** The request of a client that is served. */
    int request();

    /** Which value do you hold? */
    record Query(int request) implements AbdMessage {}

    /** I hold this. */
    record AckQuery(int request, Stamped held) implements AbdMessage {}

    /** Hold this, unless you hold something newer. */
    record Record(int request, Stamped value) implements AbdMessage {}

    /** I hold it or something newer. */
    record AckRecord(int request) implements AbdMessage {}

    /** Time to ask again those who have not answered. */
    record Resend(int request) implements AbdMessage {}

    /**
     * A value with its place in the order of all writes: by clock, then by the server that wrote
     * it.
     *
     * @param server its number, from 0
     */
    record Stamped(int clock, int server, int value) {

        boolean isNewerThan(Stamped other) {
            return clock != other.clock ? clock > other.clock : server > other.server;
        }

        static Stamped newest(Stamped left, Stamped right) {
            return right.isNewerThan(left) ? right : left;
        }
    }
}
