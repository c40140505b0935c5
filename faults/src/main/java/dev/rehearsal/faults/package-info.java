/**
 * What goes wrong: fault profiles, drawn from a seed.
 *
 * <p>Inside: {@link dev.rehearsal.faults.FaultProfile}, the kinds of fault that a run has, and the
 * ready ones; {@link dev.rehearsal.faults.Injector}, one kind with its options, of which each kind
 * is a record here; {@link dev.rehearsal.faults.FaultChoice}, under which profile each seed runs.
 * Deliberately not here: faults that are listed one by one, which are {@link
 * dev.rehearsal.decision.Departure}s.
 *
 * <p>Read {@link dev.rehearsal.faults.FaultProfile} first.
 */
@NullMarked
package dev.rehearsal.faults;

import org.jspecify.annotations.NullMarked;
