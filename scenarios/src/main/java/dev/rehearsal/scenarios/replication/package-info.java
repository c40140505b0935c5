/**
 * What the protocols that replicate a register have in common: the commands, the register that
 * executes them, and the client that asks for them.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.replication.Command}, {@link
 * dev.rehearsal.scenarios.replication.Machine}, {@link
 * dev.rehearsal.scenarios.replication.RegisterUser} and {@link
 * dev.rehearsal.scenarios.replication.Group}. Deliberately not here: how a log comes to be the same
 * everywhere, which is what each of the protocols is about.
 *
 * <p>Read {@link dev.rehearsal.scenarios.replication.Machine} first.
 */
@NullMarked
package dev.rehearsal.scenarios.replication;

import org.jspecify.annotations.NullMarked;
