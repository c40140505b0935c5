/**
 * Detection power: how many planted bugs the simulation finds, how soon, and how small it tells
 * them.
 *
 * <p>Inside: {@link dev.rehearsal.zoo.Hunter}, which measures a {@link dev.rehearsal.zoo.Bug} or
 * watches a healthy scenario; {@link dev.rehearsal.zoo.Records}, what was measured so far, in a
 * file that later parts add to; {@link dev.rehearsal.zoo.ZooPage}, the same for readers.
 * Deliberately not here: the bugs, which are variants of scenarios, and any fault or property made
 * for one of them. One profile, {@code swarm}, serves all.
 *
 * <p>Read {@link dev.rehearsal.zoo.Hunter} first.
 */
@NullMarked
package dev.rehearsal.zoo;

import org.jspecify.annotations.NullMarked;
