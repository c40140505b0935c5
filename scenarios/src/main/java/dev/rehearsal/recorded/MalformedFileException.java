package dev.rehearsal.recorded;

/**
 * A file that is no history in the event format. The message is one sentence with the line.
 *
 * <p>A malformed history has no verdict; it is never a pass.
 */
public final class MalformedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    public MalformedFileException(int line, String rule) {
        super("line " + line + ": " + rule, null, false, false);
        this.line = line;
    }

    /** The first line that breaks a rule, from 1. */
    public int line() {
        return line;
    }
}
