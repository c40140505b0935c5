/**
 * The driver that chooses by time: a whole cluster in one thread, under an adversary, in virtual
 * time.
 *
 * <p>Inside: {@link dev.rehearsal.simulation.Simulation}, which runs; {@link
 * dev.rehearsal.simulation.Story}, a run as an explicit list that needs no seed; {@link
 * dev.rehearsal.simulation.Run}, what came of it; {@link dev.rehearsal.simulation.Trace}, what
 * happened, for people. Deliberately not here: what an action means (the kernel) and what goes
 * wrong (an adversary).
 *
 * <p>The calm world: a message between nodes takes {@link
 * dev.rehearsal.simulation.Agenda#NETWORK_NANOS}, one within a node {@link
 * dev.rehearsal.simulation.Agenda#LOCAL_NANOS}, a sync {@link
 * dev.rehearsal.simulation.Agenda#SYNC_NANOS}. What happens at one instant happens in the order in
 * which its causes did.
 *
 * <p>Read {@link dev.rehearsal.simulation.Simulation} first.
 */
@NullMarked
package dev.rehearsal.simulation;

import org.jspecify.annotations.NullMarked;
