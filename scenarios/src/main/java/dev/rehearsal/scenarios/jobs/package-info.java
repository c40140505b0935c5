/**
 * A queue that hands out each job at least once, and a ledger that takes its effect once.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.jobs.JobQueue}, the parts with what is demanded of
 * them; {@code Queue}, {@code Worker}, {@code Ledger} and {@code Producer}, the protocol.
 * Deliberately not here: jobs that fail for good, priorities, and any forgetting of what is done.
 *
 * <p>Over 500 lines: four actors that restart, each with what it must remember.
 *
 * <p>Read {@link dev.rehearsal.scenarios.jobs.JobQueue} first.
 */
@NullMarked
package dev.rehearsal.scenarios.jobs;

import org.jspecify.annotations.NullMarked;
