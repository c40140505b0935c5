/**
 * What the author of a system writes and is given: state machines, references, the context of a
 * turn.
 *
 * <p>Inside: {@link dev.rehearsal.actor.Actor} and {@link dev.rehearsal.actor.Client}, which an
 * author implements; {@link dev.rehearsal.actor.Context}, {@link dev.rehearsal.actor.Disk} and
 * {@link dev.rehearsal.actor.ActorRef}, which an author is given. Deliberately not here: any
 * engine. Nothing in this package runs, waits or reads a clock; the kernel, the simulator and the
 * checker all stand on it.
 *
 * <p>Read {@link dev.rehearsal.actor.Actor} first.
 */
@NullMarked
package dev.rehearsal.actor;

import org.jspecify.annotations.NullMarked;
