package dev.rehearsal.value;

/**
 * A state, message, operation or result holds something that is not an immutable value.
 *
 * <p>The message is the rule, the path to the offending component, its class and what to use
 * instead, such as {@code State.log[3].payload: byte[] is mutable; use Bytes or a String}.
 */
public final class NotAValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final boolean located;
    private final String what;

    NotAValueException(String what) {
        super(what, null);
        this.what = what;
        this.located = false;
    }

    NotAValueException(String path, String what) {
        super(path + ": " + what, null);
        this.what = what;
        this.located = true;
    }

    boolean located() {
        return located;
    }

    String what() {
        return what;
    }
}
