/**
 * Recorded client operations, the sequential models they are judged by, and the judges:
 * linearizability and sequential consistency, as a check of a whole history and as an incremental
 * monitor.
 *
 * <p>Inside: {@link dev.rehearsal.history.History} with its builder, {@link
 * dev.rehearsal.history.Model}, {@link dev.rehearsal.history.Consistency} and the three-valued
 * {@link dev.rehearsal.history.Verdict}, with its {@link dev.rehearsal.history.Explanation} in
 * words; and {@link dev.rehearsal.history.Monitor}, which follows a history as it grows. The ready
 * models are in {@link dev.rehearsal.history.model}, transactions in {@link
 * dev.rehearsal.history.transaction}.
 *
 * <p>Deliberately not inside: files and their formats (package {@code dev.rehearsal.recorded} of
 * the module scenarios), clocks, threads, random sources. A verdict, its witness and its text are
 * functions of the history, the model and the budget, and of nothing else.
 *
 * <p>Read first: {@link dev.rehearsal.history.Model}, then {@link
 * dev.rehearsal.history.Consistency}.
 */
@NullMarked
package dev.rehearsal.history;

import org.jspecify.annotations.NullMarked;
