/**
 * A map over shards with journals, and the sum of its values, which is reported by timers.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.shards.ShardedKv}, the nodes with what is demanded of
 * them; {@code Shard}, a journal and what it comes to; {@code Sums}, who adds up. Deliberately not
 * here: replicas of a shard, keys that move between shards, and journals that are cut back.
 *
 * <p>Over 500 lines by a little: journals that are torn, and sums that are reported by timers over
 * them.
 *
 * <p>Read {@code Shard} first.
 */
@NullMarked
package dev.rehearsal.scenarios.shards;

import org.jspecify.annotations.NullMarked;
