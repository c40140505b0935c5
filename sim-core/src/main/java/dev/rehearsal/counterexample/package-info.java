/**
 * What a search of all states has found, told as a run that anybody can replay.
 *
 * <p>Inside: {@link dev.rehearsal.counterexample.Counterexample}, the shortest way in which a
 * scenario fails within some bounds; {@link dev.rehearsal.counterexample.Retelling}, which has the
 * simulation take the steps of a path; {@link dev.rehearsal.counterexample.Fewest}, how small a
 * story could be. Deliberately not here: the search (package {@code check}), the simulation, and
 * making a story smaller (module faults).
 *
 * <p>Read {@link dev.rehearsal.counterexample.Counterexample} first.
 */
@NullMarked
package dev.rehearsal.counterexample;

import org.jspecify.annotations.NullMarked;
