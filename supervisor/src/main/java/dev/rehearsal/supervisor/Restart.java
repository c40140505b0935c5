package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ExitReason;

/** When a child that has ended is started again. */
public enum Restart {
    /** Always. */
    PERMANENT("permanent"),

    /** After an end that was not {@linkplain ExitReason#isOrderly in order}. */
    TRANSIENT("transient"),

    /** Never; it is forgotten as soon as it has ended. */
    TEMPORARY("temporary");

    private final String otp;

    Restart(String otp) {
        this.otp = otp;
    }

    /** The restart type that OTP calls by that name. */
    public static Restart of(String otp) {
        for (Restart restart : values()) {
            if (restart.otp.equals(otp)) {
                return restart;
            }
        }
        throw new InvalidDefinitionException(
                "invalid_restart_type", "restart type is unknown", otp);
    }

    boolean after(ExitReason reason) {
        return this == PERMANENT || this == TRANSIENT && !reason.isOrderly();
    }

    @Override
    public String toString() {
        return otp;
    }
}
