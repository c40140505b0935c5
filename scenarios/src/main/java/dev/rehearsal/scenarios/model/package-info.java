/**
 * Plain transition systems, without actors, for {@code check}.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.model.TwoPhaseCommit} and {@link
 * dev.rehearsal.scenarios.model.Increment}, both with numbers of states that are known from
 * elsewhere. Deliberately not here: systems of actors, which can be checked as they are.
 *
 * <p>Read {@link dev.rehearsal.scenarios.model.Increment} first.
 */
@NullMarked
package dev.rehearsal.scenarios.model;

import org.jspecify.annotations.NullMarked;
