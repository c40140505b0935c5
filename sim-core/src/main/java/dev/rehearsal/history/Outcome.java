package dev.rehearsal.history;

/** How an operation ended, as far as its client can know. */
public enum Outcome {
    /** It took effect between its invocation and its completion, with the recorded output. */
    OK,
    /**
     * It did not take effect and never will, unless the model reads the failure as an observation.
     */
    FAIL,
    /**
     * Not known: it may take effect at any moment after its invocation, also after the last event,
     * or never. An operation still open at the end of a history is of this kind.
     */
    UNKNOWN
}
