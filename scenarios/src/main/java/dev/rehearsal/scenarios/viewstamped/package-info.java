/**
 * Viewstamped replication: a log of commands that is nowhere on disk, under one primary at a time.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.viewstamped.ViewstampedReplication}, the replicas with
 * what is demanded of them; {@code Replica}, the protocol with the crash vector that it needs.
 * Deliberately not here: changes of the configuration, and snapshots.
 *
 * <p>Over 500 lines: normal operation, view change, recovery and the transfer of the state, none of
 * which is safe alone.
 *
 * <p>Read {@code Replica} first.
 */
@NullMarked
package dev.rehearsal.scenarios.viewstamped;

import org.jspecify.annotations.NullMarked;
