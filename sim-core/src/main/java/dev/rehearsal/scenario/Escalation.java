package dev.rehearsal.scenario;

import java.time.Duration;

/**
 * What it means that one of a node's own actors ends and nobody is there to restart it: that a
 * supervision tree has given up, most of all.
 *
 * <p>In any case the process of the node ends, as by {@link dev.rehearsal.kernel.Action.Stop}: what
 * was written and not synced is still in the page cache when the node boots again. An end with
 * {@link dev.rehearsal.actor.ExitReason.Normal} or {@link dev.rehearsal.actor.ExitReason.Ignored}
 * is none; {@code shutdown} is one, for with that reason a supervisor gives up.
 *
 * <p>Source: OTP's <i>application</i>, transient.
 */
public sealed interface Escalation {

    /** It is a violation: what holds unless a scenario says something else. */
    record Violates() implements Escalation {}

    /**
     * Whatever watches over the machine starts the process again.
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

    /** The node is lost for good, and the others have to do without it. */
    record StaysDown() implements Escalation {}
}
