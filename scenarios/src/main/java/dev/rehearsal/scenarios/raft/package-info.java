/**
 * Raft in full, as Diego Ongaro's dissertation <i>Consensus: Bridging Theory and Practice</i>
 * (Stanford, 2014) describes it; numbers in brackets are its sections.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.raft.Raft}, the nodes with their supervision trees, the
 * clients and what is demanded. On each node the log and the snapshot on disk, the replica, and the
 * sessions that clients talk to. The replica hears a message with {@code Replica}, which hands it
 * to the part that it is about: {@code Elections}, {@code Following}, {@code Leading}, {@code
 * Snapshots}, {@code Membership}, {@code Requests}; they work on a {@code Turn}, the server's state
 * while it handles that message. Deliberately not here: joint consensus, witnesses, and reads at
 * followers.
 *
 * <p>Over 500 lines: all of it, and on disk, in a package of many small files.
 *
 * <p>Read {@code Replica} first, then {@code Elections}.
 */
@NullMarked
package dev.rehearsal.scenarios.raft;

import org.jspecify.annotations.NullMarked;
