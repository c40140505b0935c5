/**
 * A lock that servers hand around, and the specification that they refine.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.handover.LockHandover}, the scenario with its planted
 * bugs; {@link dev.rehearsal.scenarios.handover.Tenure}, the specification, which knows neither
 * servers' states nor messages. Deliberately not here: leases and fencing tokens, a lock that is
 * taken away from its holder.
 *
 * <p>Read {@link dev.rehearsal.scenarios.handover.Tenure} first.
 */
@NullMarked
package dev.rehearsal.scenarios.handover;

import org.jspecify.annotations.NullMarked;
