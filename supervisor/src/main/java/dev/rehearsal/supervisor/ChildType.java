package dev.rehearsal.supervisor;

/** What a child is; it decides its default shutdown, and how it is counted. */
public enum ChildType {
    /** An actor that does work. */
    WORKER("worker"),

    /** A supervisor of its own children. */
    SUPERVISOR("supervisor");

    private final String otp;

    ChildType(String otp) {
        this.otp = otp;
    }

    /** The type that OTP calls by that name. */
    public static ChildType of(String otp) {
        for (ChildType type : values()) {
            if (type.otp.equals(otp)) {
                return type;
            }
        }
        throw new InvalidDefinitionException("invalid_child_type", "child type is unknown", otp);
    }

    Shutdown shutdown() {
        return this == WORKER ? Shutdown.DEFAULT : new Shutdown.Infinity();
    }

    @Override
    public String toString() {
        return otp;
    }
}
