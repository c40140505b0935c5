package dev.rehearsal.scenarios.handover;

/** What clients and servers say to each other. */
sealed interface LockMessage {

    /**
     * From a client: hand the lock on, if you have it.
     *
     * @param request the number of the question among those of its client
     */
    record Pass(int request) implements LockMessage {}

    /** To a client: the next server has it. */
    record Passed(int request) implements LockMessage {}

    /** To a client: I do not have it, or I am handing it on already. */
    record NotMine(int request) implements LockMessage {}

    /** To the next server: the lock is yours. */
    record Grant(int epoch) implements LockMessage {}

    /** The answer: I have it, or have had it. */
    record Taken(int epoch) implements LockMessage {}

    /** To oneself: nobody has said that the lock was taken. */
    record Again(int epoch) implements LockMessage {}
}
