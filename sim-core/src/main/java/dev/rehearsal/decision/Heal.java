package dev.rehearsal.decision;

import io.vavr.collection.Vector;

/**
 * When the faults of a run stop, and who does not come back.
 *
 * <p>From the heal time on the adversary is not asked any more: messages take the base latency,
 * what was held arrives (unless it was held until the end: that is lost), servers that are down
 * boot at once, and no further crash happens. Properties about what must come to hold are judged
 * from there.
 *
 * @param atNanos since the start of the run; {@link Long#MAX_VALUE} for faults that never stop
 * @param lost servers that lose power at that time, if they have any, and never boot again: only
 *     the others are healed
 */
public record Heal(long atNanos, Vector<String> lost) {

    /** The faults never stop: nothing that must come to hold can be demanded. */
    public static final Heal NEVER = at(Long.MAX_VALUE);

    /**
     * After two seconds: when nothing is said. Even where nothing goes wrong by itself it is not 0,
     * so that departures that somebody puts into the story of a calm run happen.
     */
    public static final Heal USUAL = at(2_000_000_000);

    /** Refuses a negative time, and lost servers where nothing is healed. */
    public Heal {
        if (atNanos < 0) {
            throw new IllegalArgumentException("atNanos must be at least 0: atNanos=" + atNanos);
        }
        if (atNanos == Long.MAX_VALUE && !lost.isEmpty()) {
            throw new IllegalArgumentException(
                    "servers are lost at the heal time, and there must be one: lost="
                            + lost.mkString(", "));
        }
    }

    /** All is healed at that time. */
    public static Heal at(long nanos) {
        return new Heal(nanos, Vector.empty());
    }

    /** Whether the faults stop at all. */
    public boolean comes() {
        return atNanos < Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return comes()
                ? "faults stop at t="
                        + Point.time(atNanos)
                        + (lost.isEmpty()
                                ? ""
                                : ", and " + lost.mkString(", ") + " never comes back")
                : "faults never stop";
    }
}
