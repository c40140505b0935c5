/**
 * Money between accounts on several shards, by a transfer in two durable steps.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.bank.Bank}, the shards with what is demanded of them;
 * {@code Shard}, the protocol. Deliberately not here: a transfer that is undone, for the money that
 * has left always arrives; and reads that see no money on its way.
 *
 * <p>Over 500 lines by a little: both steps of a transfer are durable, and four laws watch the
 * money.
 *
 * <p>Read {@code Shard} first.
 */
@NullMarked
package dev.rehearsal.scenarios.bank;

import org.jspecify.annotations.NullMarked;
