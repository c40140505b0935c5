/**
 * A failure as one file that anybody can replay, without a seed.
 *
 * <p>Inside: {@link dev.rehearsal.failure.Failure}, a failing story with what was seen of it;
 * {@link dev.rehearsal.failure.FailureFile}, which writes and reads it as JSON; {@link
 * dev.rehearsal.failure.Replay}, which runs it on the code of today and says where that departs;
 * {@link dev.rehearsal.failure.FaultPlan}, faults that are written by hand. Deliberately not here:
 * how the story was found or made small, and any words for people beyond the sentences of errors.
 *
 * <p>Read {@link dev.rehearsal.failure.Failure} first.
 */
@NullMarked
package dev.rehearsal.failure;

import org.jspecify.annotations.NullMarked;
