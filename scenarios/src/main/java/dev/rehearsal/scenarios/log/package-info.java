/**
 * A log that is replicated as Kafka's are: a leader, those in sync with it, a high watermark, and
 * epochs by which logs that have parted find together again.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.log.ReplicatedLog}, the nodes with what is demanded of
 * them; {@code Controller}, who leads and who is in sync; {@code Broker}, the log. Deliberately not
 * here: partitions, batches, retention, a controller of more than one node, and leaders that were
 * not in sync.
 *
 * <p>Over 500 lines: leaders, followers, the set of those in sync and the cutting of logs by epochs
 * are all needed for any of it to be safe.
 *
 * <p>Read {@code Broker} first.
 */
@NullMarked
package dev.rehearsal.scenarios.log;

import org.jspecify.annotations.NullMarked;
