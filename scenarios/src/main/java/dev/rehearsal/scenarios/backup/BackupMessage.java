package dev.rehearsal.scenarios.backup;

import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/** What clients, servers and the view service say to each other. */
sealed interface BackupMessage {

    /** A client wants this done; only the primary listens. */
    record Ask(Operation operation) implements BackupMessage {}

    /** It is done. */
    record Told(int index, Option<Integer> read) implements BackupMessage {}

    /** A server is alive; the number is that of its view, once it stands for it, and else 0. */
    record Ping(int view) implements BackupMessage {}

    /** The view service says what the view is. */
    record ViewIs(Roles view) implements BackupMessage {}

    /** The primary of a view gives its backup what it has. */
    record Transfer(Roles view, Contents contents) implements BackupMessage {}

    /** The backup of that view has it. */
    record Received(int view) implements BackupMessage {}

    /** The primary of a view wants the next operation done by its backup. */
    record Forward(int view, Operation operation) implements BackupMessage {}

    /** The backup has done it. */
    record Forwarded(int view, Operation operation) implements BackupMessage {}

    /** The timer of servers and of the view service. */
    record Beat() implements BackupMessage {}

    /**
     * A view: who is what.
     *
     * @param number growing from 1; 0 when there is none yet
     * @param primary its path, or the empty string
     * @param backup its path, or the empty string
     */
    record Roles(int number, String primary, String backup) {}

    /**
     * What a client wants.
     *
     * @param client its path
     * @param index of its operations, growing
     * @param write the value to write; none for a read
     */
    record Operation(String client, int index, Option<Integer> write) {}

    /**
     * What is replicated.
     *
     * @param sessions the last write of each client
     */
    record Contents(int value, TreeMap<String, Integer> sessions) {

        /** Whether that write, or a later one of its client, has been done. */
        boolean has(Operation operation) {
            return operation.write().isDefined()
                    && sessions.get(operation.client()).exists(last -> last >= operation.index());
        }

        Contents after(Operation operation) {
            return operation.write().isEmpty() || has(operation)
                    ? this
                    : new Contents(
                            operation.write().get(),
                            sessions.put(operation.client(), operation.index()));
        }
    }
}
