/**
 * Simulations in any test framework, and in none.
 *
 * <p>Inside: {@link dev.rehearsal.plain.Rehearsal} runs a scenario under many seeds and throws an
 * {@link AssertionError} that tells the smallest story.
 *
 * <pre>{@code
 * @Test
 * void registerIsLinearizable() {
 *     Rehearsal.simulate(new AbdRegister()).seeds(0, 1_000).assertHolds();
 * }
 * }</pre>
 *
 * <p>Deliberately not here: seeds that change from build to build, and parameters beside the plan;
 * that is what package {@code jqwik} is for.
 *
 * <p>Read {@link dev.rehearsal.plain.Rehearsal} first.
 */
@NullMarked
package dev.rehearsal.plain;

import org.jspecify.annotations.NullMarked;
