/**
 * Actors with one leak each, and their healthy twins.
 *
 * <p>Inside: {@link dev.rehearsal.determinism.canary.Canaries}, the table of all with what must
 * report each; {@link dev.rehearsal.determinism.canary.Canary}, what they have in common. The
 * static half of the check scans them, the dynamic half runs them. Deliberately not here: anything
 * that other code should imitate, except the twins.
 *
 * <p>Read {@link dev.rehearsal.determinism.canary.Canaries} first.
 */
@NullMarked
package dev.rehearsal.determinism.canary;

import org.jspecify.annotations.NullMarked;
