/**
 * From a failing run to the smallest story that still fails the same way.
 *
 * <p>Inside: {@link dev.rehearsal.shrink.Shrinker}, which goes downhill from the run that was found
 * ({@code Descent}) and then looks for the first of all stories that are not larger ({@code
 * Canon}): what users ask ({@code Workloads}, {@code Alphabet}) and what goes wrong ({@code
 * Grammar} and {@code Parts}, where a new kind of departure gets its cases); {@link
 * dev.rehearsal.shrink.Shrunk}, what it found and how sure it is. Deliberately not here: jqwik's
 * own shrinking, which takes its candidates from here, and any search for another failure: the
 * signature never changes.
 *
 * <p>Read {@link dev.rehearsal.shrink.Shrinker} first.
 */
@NullMarked
package dev.rehearsal.shrink;

import org.jspecify.annotations.NullMarked;
