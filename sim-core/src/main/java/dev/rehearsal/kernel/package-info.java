/**
 * The one meaning of a step: {@code World × Action → World}.
 *
 * <p>Inside: {@link dev.rehearsal.kernel.World}, which applies actions; {@link
 * dev.rehearsal.kernel.Action}, everything that can happen; {@link dev.rehearsal.kernel.Medium},
 * where messages, timers and syncs wait until somebody chooses them; {@link
 * dev.rehearsal.kernel.Observer}, who is told; {@link dev.rehearsal.kernel.View}, what properties
 * see of it; {@link dev.rehearsal.kernel.Topology}, what there is.
 *
 * <p>Deliberately not here: time, randomness, names of decisions, counters, limits. They belong to
 * the drivers, which choose the next action and never say what it means.
 *
 * <p>Read {@link dev.rehearsal.kernel.World} first.
 */
@NullMarked
package dev.rehearsal.kernel;

import org.jspecify.annotations.NullMarked;
