package dev.rehearsal.check;

/** How messages in flight wait, and which of them can be delivered. */
public enum Network {
    /** A multiset: any message can be next, and is delivered once. */
    UNORDERED("unordered"),
    /** A queue for each sender and receiver: the first of each can be next. */
    ORDERED("ordered"),
    /** A set: a message stays in flight, and can be delivered again for ever. */
    UNORDERED_DUPLICATING("unordered-duplicating");

    private final String label;

    Network(String label) {
        this.label = label;
    }

    /** The kind as it is written in calls and reports. */
    public String label() {
        return label;
    }
}
