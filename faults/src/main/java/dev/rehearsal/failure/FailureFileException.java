package dev.rehearsal.failure;

/**
 * A file that is no failure which this code can replay; the message is one sentence that says why.
 */
public final class FailureFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    FailureFileException(String sentence) {
        super(sentence);
    }
}
