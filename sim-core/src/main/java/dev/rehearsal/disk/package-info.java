/**
 * Durable data: what stands on the files of a {@link dev.rehearsal.actor.Disk}, and the simulated
 * disk beneath it.
 *
 * <p>Inside: {@link dev.rehearsal.disk.Cell}, one value replaced atomically; {@link
 * dev.rehearsal.disk.DiskImage}, the contents of a simulated disk with what a crash may take away.
 * Deliberately not here: when a disk fails and what is lost, which is a decision, and how long a
 * sync takes, which is the simulation's.
 *
 * <p>Read {@link dev.rehearsal.disk.Cell} first.
 */
@NullMarked
package dev.rehearsal.disk;

import org.jspecify.annotations.NullMarked;
