package dev.rehearsal.history.transaction;

import java.util.Arrays;
import java.util.List;

/**
 * What a history of transactions is held against.
 *
 * <p>Source: Adya 1999; Cerone and Gotsman, "Analysing snapshot isolation", 2018, for snapshot
 * isolation as the absence of cycles without two adjacent anti-dependencies.
 */
public enum Level {
    SNAPSHOT_ISOLATION("snapshot-isolation", false, Respected.DATA),
    SESSION_SNAPSHOT_ISOLATION("session-snapshot-isolation", false, Respected.SESSIONS),
    STRICT_SNAPSHOT_ISOLATION("strict-snapshot-isolation", false, Respected.REAL_TIME),
    SERIALIZABLE("serializable", true, Respected.DATA),
    SESSION_SERIALIZABLE("session-serializable", true, Respected.SESSIONS),
    STRICT_SERIALIZABLE("strict-serializable", true, Respected.REAL_TIME);

    /** Which order an order of transactions has to respect besides what they read and wrote. */
    public enum Respected {
        DATA,
        SESSIONS,
        REAL_TIME
    }

    private final String label;
    private final boolean serializable;
    private final Respected respected;

    Level(String label, boolean serializable, Respected respected) {
        this.label = label;
        this.serializable = serializable;
        this.respected = respected;
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    /** One after the other, rather than each from a snapshot. */
    public boolean serializable() {
        return serializable;
    }

    /** What besides the data. */
    public Respected respected() {
        return respected;
    }

    /** The levels that this one implies, strongest first. */
    public List<Level> weaker() {
        return Arrays.stream(values())
                .filter(other ->
                        other != this
                                && (serializable || !other.serializable)
                                && other.respected.compareTo(respected) <= 0)
                .toList()
                .reversed();
    }

    @Override
    public String toString() {
        return label;
    }
}
