package dev.rehearsal.scenarios.lock;

/** What users, the lock server and the resource say to each other. */
sealed interface LockMessage {

    /**
     * A user wants the lock.
     *
     * @param request what for: its name and the number of its operation
     * @param attempt how often it has asked
     */
    record Acquire(String request, int attempt) implements LockMessage {}

    /**
     * The request has the lock, for the length of a lease from no earlier than that attempt.
     *
     * @param token greater than that of every lease before it
     */
    record Grant(String request, int attempt, int token) implements LockMessage {}

    /** The holder of that token is done with the lock. */
    record Release(int token) implements LockMessage {}

    /** The timer of the lock server: the lease with that token may have run out. */
    record RunsOut(int token) implements LockMessage {}

    /** Whoever holds that token reads. */
    record Read(int token) implements LockMessage {}

    /** How many writes there have been. */
    record Value(int token, int writes) implements LockMessage {}

    /**
     * Whoever holds that token writes.
     *
     * @param seen how many writes there were when it read
     */
    record Write(int token, int seen) implements LockMessage {}

    /** It is written. */
    record Written(int token) implements LockMessage {}

    /** The timer of a user that waits for the lock. */
    record AskAgain(String request) implements LockMessage {}

    /** The timer of a user that holds the lock: from now on somebody else may hold it. */
    record LetGo(int token) implements LockMessage {}
}
