package dev.rehearsal.supervisor;

/**
 * Whether a supervisor ends when significant children have ended by themselves and are not
 * restarted.
 */
public enum AutoShutdown {
    /** It does not. */
    NEVER("never"),

    /** With the first of them. */
    ANY_SIGNIFICANT("any_significant"),

    /** With the last of them. */
    ALL_SIGNIFICANT("all_significant");

    private final String otp;

    AutoShutdown(String otp) {
        this.otp = otp;
    }

    /** The setting that OTP calls by that name. */
    public static AutoShutdown of(String otp) {
        for (AutoShutdown setting : values()) {
            if (setting.otp.equals(otp)) {
                return setting;
            }
        }
        throw new InvalidDefinitionException(
                "invalid_auto_shutdown", "automatic shutdown is unknown", otp);
    }

    @Override
    public String toString() {
        return otp;
    }
}
