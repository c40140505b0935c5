/**
 * One register, five protocols: from a single copy to ABD and Paxos, the first four each repairing
 * what the tool found in the one before.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.register.SingleCopyRegister}, {@link
 * dev.rehearsal.scenarios.register.DedupRegister}, {@link
 * dev.rehearsal.scenarios.register.ReplicatedRegister}, {@link
 * dev.rehearsal.scenarios.register.AbdRegister} and {@link
 * dev.rehearsal.scenarios.register.PaxosRegister}; they share the client and the messages that it
 * exchanges with a server. Deliberately not here: logs, in which one value follows another.
 *
 * <p>Over 500 lines: five protocols, the longest in some 240.
 *
 * <p>Read {@link dev.rehearsal.scenarios.register.SingleCopyRegister} first.
 */
@NullMarked
package dev.rehearsal.scenarios.register;

import org.jspecify.annotations.NullMarked;
