package dev.rehearsal.history;

/**
 * A sequence of events that no set of clients can have produced: a completion without an
 * invocation, two open operations of one process, a process that goes on after an unknown outcome.
 *
 * <p>A malformed history has no verdict. The message is one sentence: the event, the rule, the
 * process.
 */
public final class MalformedHistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int event;

    public MalformedHistoryException(int event, String rule) {
        super("event " + event + ": " + rule, null, false, false);
        this.event = event;
    }

    /** Of events that have no index: those of a {@link Monitor}. */
    MalformedHistoryException(String rule) {
        super(rule, null, false, false);
        this.event = -1;
    }

    /** The index of the first event that breaks a rule; -1 where events have none. */
    public int event() {
        return event;
    }
}
