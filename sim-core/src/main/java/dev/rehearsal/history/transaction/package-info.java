/**
 * Isolation of transactions over lists that are only appended to.
 *
 * <p>Inside: {@link dev.rehearsal.history.transaction.Isolation}, which builds the order of
 * versions from what was read, the graph of dependencies, and from it either an order that is
 * replayed or the cheapest forbidden cycle.
 *
 * <p>Deliberately not inside: registers whose versions have no visible order, and predicates.
 *
 * <p>Read first: {@link dev.rehearsal.history.transaction.Level}, then {@link
 * dev.rehearsal.history.transaction.Isolation}.
 */
@NullMarked
package dev.rehearsal.history.transaction;

import org.jspecify.annotations.NullMarked;
