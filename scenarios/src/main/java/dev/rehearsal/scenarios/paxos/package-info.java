/**
 * Multi-Paxos: a log of commands on which some servers agree, under one leader at a time.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.paxos.MultiPaxos}, the servers with what is demanded of
 * them; {@code Replica}, the protocol; {@code Votes}, what of it must be durable. Deliberately not
 * here: changes of the configuration, snapshots, and reads that do not go through the log.
 *
 * <p>Over 500 lines: leases of leaders, catching up and durable votes make the protocol of one
 * value a log.
 *
 * <p>Read {@code Replica} first.
 */
@NullMarked
package dev.rehearsal.scenarios.paxos;

import org.jspecify.annotations.NullMarked;
