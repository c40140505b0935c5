package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

/**
 * The first step at which two runs that should be the same are not.
 *
 * @param run the name of the run
 * @param comparison with what it was compared
 * @param step from 1; the first step that differs in an action, an effect or a state. A run that
 *     throws differs from its first step on
 * @param left what happened at that step here; empty when the run had ended before
 * @param right what happened at it there
 */
public record Divergence(
        String run, Comparison comparison, long step, Vector<String> left, Vector<String> right) {}
