/**
 * One register, four protocols: from a single copy to ABD, each repairing what the tool found in
 * the one before.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.register.SingleCopyRegister}, {@link
 * dev.rehearsal.scenarios.register.DedupRegister}, {@link
 * dev.rehearsal.scenarios.register.ReplicatedRegister} and {@link
 * dev.rehearsal.scenarios.register.AbdRegister}; they share the client and the messages that it
 * exchanges with a server.
 *
 * <p>Read {@link dev.rehearsal.scenarios.register.SingleCopyRegister} first.
 */
@NullMarked
package dev.rehearsal.scenarios.register;

import org.jspecify.annotations.NullMarked;
