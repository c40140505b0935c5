/**
 * Servers that do the same things in the same order, by a broadcast with epochs as ZooKeeper has
 * it.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.coordination.Coordination}, the nodes with what is
 * demanded of them; {@code Peer}, the protocol with its phases; {@code Storage}, what is durable.
 * Deliberately not here: an election that looks for the best history beforehand, sessions and
 * watches, and a tree of names.
 *
 * <p>Over 500 lines: an epoch has three phases, a crash can come in each, and a server can be asked
 * by others of any of them.
 *
 * <p>Read {@code Peer} first.
 */
@NullMarked
package dev.rehearsal.scenarios.coordination;

import org.jspecify.annotations.NullMarked;
