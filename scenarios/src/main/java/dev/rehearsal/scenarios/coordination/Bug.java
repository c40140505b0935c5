package dev.rehearsal.scenarios.coordination;

/** How a peer can be wrong. */
enum Bug {
    NONE,
    /** It keeps what the leader of the new epoch does not have. */
    NOT_TRUNCATED,
    /** It says that it has the history of the epoch before it has. */
    ACKS_FIRST,
    /** It writes down the epoch before the history that belongs to it. */
    EPOCH_FIRST,
    /** A snapshot says that its history is of the epoch that is promised. */
    WRONG_EPOCH
}
