package dev.rehearsal.cli;

/** The call was wrong; the message is one sentence that says what and how to mend it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        super(sentence, null, false, false);
    }

    Refusal(String sentence, Throwable cause) {
        super(sentence, cause, false, false);
    }
}
