/**
 * Keyed randomness.
 *
 * <p>Inside: {@link dev.rehearsal.draw.Draw}, the only source of randomness in the engine, a pure
 * function of a seed and a name. Deliberately not here: what is decided by a draw (package {@code
 * decision} and module faults).
 *
 * <p>Read {@link dev.rehearsal.draw.Draw} first.
 */
@NullMarked
package dev.rehearsal.draw;

import org.jspecify.annotations.NullMarked;
