/**
 * What goes wrong: fault profiles, drawn from a seed.
 *
 * <p>Inside: {@link dev.rehearsal.faults.FaultProfile}, every rate and span in one record, and the
 * ready ones; Deliberately not here: faults that are listed one by one, which are {@link
 * dev.rehearsal.decision.Departure}s.
 *
 * <p>Read {@link dev.rehearsal.faults.FaultProfile} first.
 */
@NullMarked
package dev.rehearsal.faults;

import org.jspecify.annotations.NullMarked;
