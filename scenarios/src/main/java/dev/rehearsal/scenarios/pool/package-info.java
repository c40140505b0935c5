/**
 * A supervisor as people write their own, the bugs that such supervisors have had, and the laws
 * that find them.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.pool.SupervisedPool}, the tree and who asks what of it;
 * the supervisor of the pool with its state and its turn; the foreman, who adds children while it
 * runs, stops, resumes and forgets them; workers and tasks; the laws that hold for any supervision;
 * and each bug with where it is known from. Deliberately not here: {@link
 * dev.rehearsal.supervisor.Supervisor}, which has none of these bugs and stands above the pool.
 *
 * <p>Over 500 lines: a whole supervisor, written by hand, with all the places in which such
 * supervisors went wrong.
 *
 * <p>Read {@link dev.rehearsal.scenarios.pool.SupervisedPool} first.
 */
@NullMarked
package dev.rehearsal.scenarios.pool;

import org.jspecify.annotations.NullMarked;
