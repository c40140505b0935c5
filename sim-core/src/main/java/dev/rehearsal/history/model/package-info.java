/**
 * Ready sequential models: registers, maps, queues, locks, sets, counters, logs.
 *
 * <p>Inside: one class per kind of object, with the operations it knows as nested records, and
 * {@link dev.rehearsal.history.model.Answer}, the results they all share. A model of one's own
 * needs none of this.
 *
 * <p>Deliberately not inside: names and formats of recorded files; they are translated in the
 * module scenarios.
 *
 * <p>Read first: {@link dev.rehearsal.history.model.Register}.
 */
@NullMarked
package dev.rehearsal.history.model;

import org.jspecify.annotations.NullMarked;
