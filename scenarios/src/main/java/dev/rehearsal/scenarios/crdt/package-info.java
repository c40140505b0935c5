/**
 * Conflict-free replicated data types: a counter, an observed-remove set and a last-writer-wins
 * map, replicated by operations or by states.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.crdt.Crdt}, the replicas with what is demanded of them;
 * {@code Contents}, the three types; {@code Replica}, how they are kept and told. Deliberately not
 * here: a safe way to forget what was removed, which needs the word of all replicas, and states
 * that are sent in parts.
 *
 * <p>Over 500 lines: three types, each replicated in two ways.
 *
 * <p>Read {@code Contents} first.
 */
@NullMarked
package dev.rehearsal.scenarios.crdt;

import org.jspecify.annotations.NullMarked;
