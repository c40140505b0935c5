/**
 * Two-phase commit as actors, with durable promises and decisions, and a way out for who waits.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.commit.AtomicCommit}, the nodes with what is demanded
 * of them; {@code Coordinator} and {@code Participant}, the protocol with presumed abort.
 * Deliberately not here: the plain transition system of the same protocol (package {@code model}),
 * and any protocol that does not block when the coordinator is gone.
 *
 * <p>Over 500 lines: both sides are durable and both begin again, and who waits asks the others.
 *
 * <p>Read {@code Participant} first.
 */
@NullMarked
package dev.rehearsal.scenarios.commit;

import org.jspecify.annotations.NullMarked;
