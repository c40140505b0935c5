package dev.rehearsal.scenarios.register;

/**
 * What clients and servers of a register say to each other, whatever the protocol among the
 * servers.
 */
sealed interface RegisterMessage {

    /** A question of a client, which names it by a number of its own. */
    sealed interface Request extends RegisterMessage {
        int request();
    }

    /** Replace the value. */
    record Put(int request, int value) implements Request {}

    /** Read the value. */
    record Get(int request) implements Request {}

    /** The value was replaced. */
    record PutOk(int request) implements RegisterMessage {}

    /** The value that was read. */
    record GetOk(int request, int value) implements RegisterMessage {}

    /** What servers say among themselves. */
    non-sealed interface Internal extends RegisterMessage {}
}
