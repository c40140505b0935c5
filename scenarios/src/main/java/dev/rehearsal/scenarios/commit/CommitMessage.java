package dev.rehearsal.scenarios.commit;

/** What clients, the coordinator and the participants say to each other about a transaction. */
sealed interface CommitMessage {

    /** The transaction that it is about; its client's name and a number. */
    String transaction();

    /** A client wants a key changed at all participants. */
    record Begin(String transaction, String key) implements CommitMessage {}

    /** What became of it. */
    record Outcome(String transaction, boolean committed) implements CommitMessage {}

    /** Can you commit? Whoever says yes can no longer change its mind. */
    record Prepare(String transaction, String key) implements CommitMessage {}

    /** The answer. */
    record Vote(String transaction, boolean yes) implements CommitMessage {}

    /** The decision. */
    record Decide(String transaction, boolean commits) implements CommitMessage {}

    /** A participant has done as it was decided. */
    record Done(String transaction) implements CommitMessage {}

    /** A participant that has voted yes asks what was decided. */
    record Ask(String transaction) implements CommitMessage {}

    /** The timer of whoever waits. */
    record Again(String transaction) implements CommitMessage {}
}
