/**
 * Recorded histories: the event format, one JSON object a line, plain or gzipped, and the
 * vocabulary of each ready model in it.
 *
 * <p>Inside: a streaming reader and a writer of events, the translation between events and typed
 * histories, the manifests of folders of histories.
 *
 * <p>Deliberately not inside: verdicts. They are made in {@code dev.rehearsal.history} and its
 * packages, from typed histories.
 *
 * <p>Read first: {@link dev.rehearsal.recorded.Event}, then {@link
 * dev.rehearsal.recorded.HistoryFile}.
 */
@NullMarked
package dev.rehearsal.recorded;

import org.jspecify.annotations.NullMarked;
