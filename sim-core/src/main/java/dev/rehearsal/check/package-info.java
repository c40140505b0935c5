/**
 * Exhaustive search: every state that a system can reach, or the shortest way to one that it must
 * not reach.
 *
 * <p>Inside: {@link dev.rehearsal.check.Model}, a transition system as its author writes it, with
 * its {@link dev.rehearsal.check.Property properties}; {@link dev.rehearsal.check.Search}, the one
 * engine, with {@link dev.rehearsal.check.Options} and a {@link dev.rehearsal.check.Result}; {@link
 * dev.rehearsal.check.Refinement}, a model that must implement another one. Behind them a space,
 * which is what the engine sees of a model, and the tables of visited states. The space of a system
 * of actors ({@code ActorExpander}) is made of the system at one moment ({@code Moment}), what can
 * be a step from it ({@code Stepping}), what handlers choose in one ({@code Choosing}), what
 * befalls them ({@code Interruption}), what they tell ({@code Events}) and what states mean ({@code
 * Verdicts}). What must come is judged by {@code Liveness}, where a {@code Circle} of states is one
 * that a path may go round in for ever.
 *
 * <p>Deliberately not here: what a step of an actor means (package {@code kernel}); sequential
 * models of histories (package {@code history}).
 *
 * <p>Read {@link dev.rehearsal.check.Model} first.
 */
@NullMarked
package dev.rehearsal.check;

import org.jspecify.annotations.NullMarked;
