/**
 * A register on a chain of servers, and a master that takes links out of it and puts them back.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.chain.ChainReplication}, the nodes with what is
 * demanded of them; {@code Server} and {@code Master}, the protocol, with reads at the tail or
 * everywhere. Deliberately not here: a master of more than one node, more than one key, and a
 * transfer in parts.
 *
 * <p>Over 500 lines: the chain is changed while it works, and is read in two ways, at its tail and
 * as CRAQ does.
 *
 * <p>Read {@code Master} first.
 */
@NullMarked
package dev.rehearsal.scenarios.chain;

import org.jspecify.annotations.NullMarked;
