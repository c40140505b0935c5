package dev.rehearsal.scenarios.saga;

/** What clients, the orchestrator and the services say to each other about a saga. */
sealed interface SagaMessage {

    /** The saga that it is about; its client's name and a number. */
    String saga();

    /** A client wants so many units from each service, or from none. */
    record Begin(String saga, int amount) implements SagaMessage {}

    /** What became of it: all steps are done, or all are undone. */
    record Outcome(String saga, boolean whole) implements SagaMessage {}

    /** Take so many units for the saga. */
    record Do(String saga, int amount) implements SagaMessage {}

    /** They are taken. */
    record Done(String saga) implements SagaMessage {}

    /** They never will be. */
    record Refused(String saga) implements SagaMessage {}

    /** Give back whatever the saga has taken, and let it take nothing from now on. */
    record Undo(String saga) implements SagaMessage {}

    /** It holds nothing. */
    record Undone(String saga) implements SagaMessage {}

    /** The timer of the orchestrator. */
    record Again(String saga) implements SagaMessage {}
}
