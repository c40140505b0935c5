/**
 * Whether the author's code may give two runs of one seed different outcomes.
 *
 * <p>Inside: {@link dev.rehearsal.determinism.Scan}, which reads the bytecode of actors, clients
 * and scenarios and of everything they reach in the author's own code, and names class, method and
 * line of every forbidden call; {@link dev.rehearsal.determinism.Forbidden}, the table of what is
 * forbidden, why, and what to use instead; {@link dev.rehearsal.determinism.LeakAllowed}, with
 * which an author allows a call and says why. And {@link dev.rehearsal.determinism.Doctor}, which
 * makes the same run in four ways and finds the first step that differs.
 *
 * <p>The two halves do not know each other. A scan only reads: no class of the author's is
 * initialised by it. It sees what runs seldom show, such as a race; comparing runs shows what no
 * scan sees, such as a call by reflection.
 *
 * <p>Deliberately not here: running a handler twice, which is the kernel's; which seeds are worth
 * comparing, which is the caller's.
 *
 * <p>Read {@link dev.rehearsal.determinism.Scan} first, then {@link
 * dev.rehearsal.determinism.Doctor}.
 */
@NullMarked
package dev.rehearsal.determinism;

import org.jspecify.annotations.NullMarked;
