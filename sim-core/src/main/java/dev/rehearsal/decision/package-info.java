/**
 * Decisions, keyed by their cause: what is decided, under which name, and how it departs from the
 * calm world.
 *
 * <p>Inside: {@link dev.rehearsal.decision.MessageName}, which names a message by the stimulus that
 * it serves; {@link dev.rehearsal.decision.Departure}, one decision that differs from the calm
 * world; {@link dev.rehearsal.decision.Adversary}, who decides. Deliberately not here: rates and
 * profiles (module faults), and what a decision does to the world (the simulation and the kernel).
 *
 * <p>Because nothing is drawn from a stream, taking one message, fault or operation away leaves
 * every unrelated decision as it was.
 *
 * <p>Read {@link dev.rehearsal.decision.Departure} first.
 */
@NullMarked
package dev.rehearsal.decision;

import org.jspecify.annotations.NullMarked;
