package dev.rehearsal.kernel;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

/**
 * How far a turn has come where it is cut, in words for people: {@code sending Vote to s1}, {@code
 * writing 12 bytes to log}, {@code syncing log}.
 *
 * <p>What an actor reports about itself is an effect, too, but nothing that anybody else would
 * notice; it is left out.
 *
 * @param done what it did before the cut, in order
 * @param next what it would have done next, or what its handler threw; null when only its new state
 *     was still to be kept
 */
public record Interrupted(Vector<String> done, @Nullable String next) {}
