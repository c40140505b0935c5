/**
 * Whether the author's code may give two runs of one seed different outcomes.
 *
 * <p>Inside: {@link dev.rehearsal.determinism.Scan}, which reads the bytecode of actors, clients
 * and scenarios and of everything they reach in the author's own code, and names class, method and
 * line of every forbidden call; {@link dev.rehearsal.determinism.Forbidden}, the table of what is
 * forbidden, why, and what to use instead; {@link dev.rehearsal.determinism.LeakAllowed}, with
 * which an author allows a call and says why.
 *
 * <p>Deliberately not here: running anything. No class of the author's is loaded or initialised by
 * a scan, only read. What a scan cannot see, must be found by comparing runs.
 *
 * <p>Read {@link dev.rehearsal.determinism.Scan} first.
 */
@NullMarked
package dev.rehearsal.determinism;

import org.jspecify.annotations.NullMarked;
