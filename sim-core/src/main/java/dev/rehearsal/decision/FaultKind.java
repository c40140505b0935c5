package dev.rehearsal.decision;

/** The kinds of departure from the calm world, the simplest to explain first. */
public enum FaultKind {
    /** A message arrives late, or not before the end. */
    HOLD("hold"),
    /** A message is lost. */
    DROP("drop"),
    /** A message is delivered again. */
    DUPLICATE("duplicate"),
    /** A node loses power. */
    CRASH("crash");

    private final String label;

    FaultKind(String label) {
        this.label = label;
    }

    /** As it stands in files and reports. */
    public String label() {
        return label;
    }
}
