/**
 * A register on a primary and its backup, and a view service that says which server is which.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.backup.PrimaryBackup}, the nodes with what is demanded
 * of them; {@code Server} and {@code ViewService}, the protocol. Deliberately not here: a view
 * service of more than one node, more than one backup, and a transfer in parts.
 *
 * <p>Over 500 lines: view service, servers and the transfer of the state are three protocols that
 * only make sense together.
 *
 * <p>Read {@code ViewService} first.
 */
@NullMarked
package dev.rehearsal.scenarios.backup;

import org.jspecify.annotations.NullMarked;
