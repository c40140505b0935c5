/**
 * Durable data: what stands on the files of a {@link dev.rehearsal.actor.Disk}, the disks, and what
 * they do wrong.
 *
 * <p>Inside: {@link dev.rehearsal.disk.Cell}, one value replaced atomically, and {@link
 * dev.rehearsal.disk.Journal}, an append-only list of records, on any disk; {@link
 * dev.rehearsal.disk.FileDisk}, a real folder; {@link dev.rehearsal.disk.DiskImage}, the simulated
 * disk as a value, with the model of what a crash may leave ({@link dev.rehearsal.disk.Aftermath})
 * and of what else may go wrong ({@link dev.rehearsal.disk.DiskFault}); {@link
 * dev.rehearsal.disk.ImageDisk}, the simulated disk without a kernel; {@link
 * dev.rehearsal.disk.CrashPoints}, every crash of a workload. Deliberately not here: when a disk
 * fails and what is lost, which is a decision, and how long a sync takes, which is the
 * simulation's.
 *
 * <p>Read {@link dev.rehearsal.disk.Journal} first, then {@link dev.rehearsal.disk.DiskImage}.
 */
@NullMarked
package dev.rehearsal.disk;

import org.jspecify.annotations.NullMarked;
