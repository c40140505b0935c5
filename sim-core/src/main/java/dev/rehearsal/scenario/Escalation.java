package dev.rehearsal.scenario;

import dev.rehearsal.actor.ExitReason;

import java.time.Duration;

/**
 * What it means that one of a node's own actors ends and nobody is there to restart it: that a
 * supervision tree has given up, most of all.
 *
 * <p>In any case the process of the node ends, as by {@link dev.rehearsal.kernel.Action.Stop}: what
 * was written and not synced is still in the page cache when the node boots again. An end with
 * {@code shutdown} counts, for with that reason a supervisor gives up.
 *
 * <p>Source: OTP's <i>application</i>, transient and permanent.
 */
public sealed interface Escalation {

    /**
     * It is a violation: what holds unless a scenario says something else. A normal end is none,
     * and the other actors of the node live on.
     */
    record Violates() implements Escalation {}

    /**
     * Whatever watches over the machine starts the process again, also after a normal end.
     *
     * @param after so long after its end; simulated time
     */
    record Boots(Duration after) implements Escalation {
        /** Refuses a time that is not positive. */
        public Boots {
            if (!after.isPositive()) {
                throw new IllegalArgumentException("after must be positive: after=" + after);
            }
        }
    }

    /** The node is lost for good, also after a normal end; the others have to do without it. */
    record StaysDown() implements Escalation {}

    /** Whether an end with that reason is one. */
    default boolean isOne(ExitReason reason) {
        return switch (this) {
            case Violates _ -> !reason.isNormal();
            case Boots _, StaysDown _ -> true;
        };
    }
}
