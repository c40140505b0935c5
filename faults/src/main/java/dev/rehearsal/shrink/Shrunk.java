package dev.rehearsal.shrink;

import dev.rehearsal.simulation.Run;

/**
 * What came of shrinking a failing run.
 *
 * @param before the run that was found
 * @param after the smallest run that was found to fail with the same signature
 * @param runs how many simulations the search took
 * @param oneMinimal whether it was checked that no operation, fault or delay can be taken away
 *     alone
 * @param exhausted whether the search came to its own end; otherwise the budget ended it, and a
 *     larger one may find less
 */
public record Shrunk(Run before, Run after, int runs, boolean oneMinimal, boolean exhausted) {}
