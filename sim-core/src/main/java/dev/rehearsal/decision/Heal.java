package dev.rehearsal.decision;

import io.vavr.collection.Vector;

/**
 * When the faults of a run stop, and who is not healed.
 *
 * <p>From the heal time on the adversary is not asked any more: messages take the base latency,
 * what was held arrives (unless it was held until the end: that is lost), servers that are down
 * boot at once, and no further crash happens. Properties about what must come to hold are judged
 * from there.
 *
 * @param atNanos since the start of the run; {@link Long#MAX_VALUE} for faults that never stop
 * @param lost servers that lose power at that time, if they have any, and never boot again: only
 *     the others are healed
 * @param broken servers that are not healed either, but left as they are at that time for good: up
 *     or down, standing still, with the links cut that are cut, the clock that drifts, the disk
 *     that is full. To what must come to hold they do not count: it sees them as if they were down
 */
public record Heal(long atNanos, Vector<String> lost, Vector<String> broken) {

    /** The faults never stop: nothing that must come to hold can be demanded. */
    public static final Heal NEVER = at(Long.MAX_VALUE);

    /**
     * After two seconds: when nothing is said. Even where nothing goes wrong by itself it is not 0,
     * so that departures that somebody puts into the story of a calm run happen.
     */
    public static final Heal USUAL = at(2_000_000_000);

    /** The same with no server that is left as it is. */
    public Heal(long atNanos, Vector<String> lost) {
        this(atNanos, lost, Vector.empty());
    }

    /** Refuses a negative time, servers in both lists, and either where nothing is healed. */
    public Heal {
        if (atNanos < 0) {
            throw new IllegalArgumentException("atNanos must be at least 0: atNanos=" + atNanos);
        }
        if (atNanos == Long.MAX_VALUE && !(lost.isEmpty() && broken.isEmpty())) {
            throw new IllegalArgumentException(
                    "servers are lost or left broken at the heal time, and there must be one: lost="
                            + lost.mkString(", ")
                            + " broken="
                            + broken.mkString(", "));
        }
        if (lost.exists(broken::contains)) {
            throw new IllegalArgumentException(
                    "a server is lost or left broken, and not both: lost="
                            + lost.mkString(", ")
                            + " broken="
                            + broken.mkString(", "));
        }
    }

    /** All is healed at that time. */
    public static Heal at(long nanos) {
        return new Heal(nanos, Vector.empty());
    }

    /** The same at another time. */
    public Heal moved(long nanos) {
        return new Heal(nanos, lost, broken);
    }

    /** The same, but that server is healed. */
    public Heal healing(String server) {
        return new Heal(atNanos, lost.remove(server), broken.remove(server));
    }

    /** Who is not healed: those that are lost, then those that are left broken. */
    public Vector<String> unhealed() {
        return lost.appendAll(broken);
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
                        + (broken.isEmpty()
                                ? ""
                                : ", and " + broken.mkString(", ") + " stays as it is")
                : "faults never stop";
    }
}
