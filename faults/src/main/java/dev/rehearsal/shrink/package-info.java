/**
 * From a failing run to the smallest story that still fails the same way.
 *
 * <p>Inside: {@link dev.rehearsal.shrink.Shrinker}, which searches over operations, faults and
 * delays together; {@link dev.rehearsal.shrink.Shrunk}, what it found and how sure it is.
 * Deliberately not here: jqwik's own shrinking, which takes its candidates from here, and any
 * search for another failure: the signature never changes.
 *
 * <p>Read {@link dev.rehearsal.shrink.Shrinker} first.
 */
@NullMarked
package dev.rehearsal.shrink;

import org.jspecify.annotations.NullMarked;
