package dev.rehearsal.supervisor;

/** Which children a supervisor restarts when one of them has to be. */
public enum Strategy {
    /** That child. */
    ONE_FOR_ONE("one_for_one"),

    /** All children: the others are stopped in reverse order, then all are started in order. */
    ONE_FOR_ALL("one_for_all"),

    /**
     * That child and those after it: the later ones are stopped in reverse order, then it and they
     * are started in order.
     */
    REST_FOR_ONE("rest_for_one"),

    /** That instance of the one template. */
    SIMPLE_ONE_FOR_ONE("simple_one_for_one");

    private final String otp;

    Strategy(String otp) {
        this.otp = otp;
    }

    /** The strategy that OTP calls by that name. */
    public static Strategy of(String otp) {
        for (Strategy strategy : values()) {
            if (strategy.otp.equals(otp)) {
                return strategy;
            }
        }
        throw new InvalidDefinitionException("invalid_strategy", "strategy is unknown", otp);
    }

    boolean isSimple() {
        return this == SIMPLE_ONE_FOR_ONE;
    }

    boolean isGroup() {
        return this == ONE_FOR_ALL || this == REST_FOR_ONE;
    }

    @Override
    public String toString() {
        return otp.replace('_', '-');
    }
}
