/**
 * Two-phase commit as actors, with durable promises and decisions, and a way out for who waits.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.commit.AtomicCommit}, the nodes with what is demanded
 * of them; {@code Coordinator} and {@code Participant}, the protocol with presumed abort.
 * Deliberately not here: the plain transition system of the same protocol (package {@code model}),
 * and any protocol that does not block when the coordinator is gone.
 *
 * <p>Read {@code Participant} first.
 */
@NullMarked
package dev.rehearsal.scenarios.commit;

import org.jspecify.annotations.NullMarked;
