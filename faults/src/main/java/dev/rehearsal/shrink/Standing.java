package dev.rehearsal.shrink;

/** How sure it is that there is no smaller story of a failure. */
public enum Standing {
    /**
     * It is the first of all stories of the grammar that fail this way under its kinds of fault,
     * whatever the seed of the run that was found, and none of its faults can be told as a simpler
     * part of it.
     */
    CANONICAL("canonical"),
    /** It is the smallest that a search reached from the run that was found. */
    LOCAL("local");

    private final String label;

    Standing(String label) {
        this.label = label;
    }

    /** As it stands in reports. */
    public String label() {
        return label;
    }
}
