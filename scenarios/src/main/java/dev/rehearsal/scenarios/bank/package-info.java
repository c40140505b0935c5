/**
 * Money between accounts on several shards, by a transfer in two durable steps.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.bank.Bank}, the shards with what is demanded of them;
 * {@code Shard}, the protocol. Deliberately not here: a transfer that is undone, for the money that
 * has left always arrives; and reads that see no money on its way.
 *
 * <p>Read {@code Shard} first.
 */
@NullMarked
package dev.rehearsal.scenarios.bank;

import org.jspecify.annotations.NullMarked;
