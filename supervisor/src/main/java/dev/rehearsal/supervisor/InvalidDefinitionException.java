package dev.rehearsal.supervisor;

/**
 * A supervisor or child is defined in a way that cannot be meant.
 *
 * <p>The message is the rule, a colon and the value.
 */
public final class InvalidDefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String rule;
    private final transient Object value;

    InvalidDefinitionException(String rule, String text, Object value) {
        super(text + ": " + rule + "=" + value);
        this.rule = rule;
        this.value = value;
    }

    /** OTP's name of what is wrong, such as {@code invalid_intensity}. */
    public String rule() {
        return rule;
    }

    /** What was given. */
    public Object value() {
        return value;
    }
}
