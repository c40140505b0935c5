/**
 * A saga: steps at several services, each with its compensation, and an orchestrator with a
 * journal.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.saga.BookingSaga}, the nodes with what is demanded of
 * them; {@code Orchestrator} and {@code Service}, the protocol. Deliberately not here: isolation (a
 * saga sees what others have not undone yet), steps side by side, and steps that cannot be undone.
 *
 * <p>Over 500 lines: the orchestrator journals each step and each compensation, and services must
 * stand both of them twice.
 *
 * <p>Read {@code Orchestrator} first.
 */
@NullMarked
package dev.rehearsal.scenarios.saga;

import org.jspecify.annotations.NullMarked;
