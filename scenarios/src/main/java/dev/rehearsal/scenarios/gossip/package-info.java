/**
 * Members that find out who of them is there, by probing each other and by hearsay.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.gossip.Gossip}, the nodes with what is demanded of
 * them; {@code Member}, the protocol; {@code Standing}, what can be known of a member and which of
 * two things is newer. Deliberately not here: members that join for the first time, members that
 * leave on purpose, and whole lists that are exchanged now and then.
 *
 * <p>Over 500 lines: a member probes, has others probe, suspects, denies and passes on, and no part
 * can go without the others.
 *
 * <p>Read {@code Standing} first.
 */
@NullMarked
package dev.rehearsal.scenarios.gossip;

import org.jspecify.annotations.NullMarked;
