/**
 * Property tests of simulated systems with jqwik, and nothing to configure.
 *
 * <pre>{@code
 * @Property(tries = 500)
 * void registerIsLinearizable(@ForAll @Faults(LOSSY) Plan plan) {
 *     plan.run(new AbdRegister()).assertHolds();
 * }
 * }</pre>
 *
 * <p>Inside: {@link dev.rehearsal.jqwik.Plan}, the parameter of a property: operations, faults and
 * delays of a run; {@link dev.rehearsal.jqwik.Faults}, from which profile they are drawn; {@link
 * dev.rehearsal.jqwik.PlanResult}, what came of a run. jqwik finds the rest through its service
 * files, so that a dependency on this module is all that a test needs: plans are generated and
 * shrunk, and the report of a failing property shows the shrunk story and the command that runs it
 * again. Deliberately not here: the search for the smallest story (package {@code shrink}), of
 * which jqwik is handed the end; and jqwik's own bounded shrinking, which would need a thread.
 *
 * <p>System properties:
 *
 * <ul>
 *   <li>{@code rehearsal.seed}: each property runs once, with the plan of exactly that seed, and
 *       fails as it did or shows what happened; {@code 0x} and hex digits, or decimal; with several
 *       plans in a property, their seeds with commas between
 *   <li>{@code rehearsal.jqwik.seed}: jqwik's own seed, for a property that has other parameters
 *       besides plans; the same tries again from the first on
 *   <li>{@code rehearsal.statistics}: {@code true} lets each property say how many faults of each
 *       kind its runs had, and how many made a difference
 *   <li>{@code rehearsal.regressions}: a folder into which the story of a failing property is
 *       written as a failure file, which {@code ./rehearse replay} takes
 *   <li>{@code rehearsal.shrink.runs}: how many simulations shrinking may take; 100,000 by default,
 *       and with 0 the run is shown as it was found
 * </ul>
 *
 * <p>Read {@link dev.rehearsal.jqwik.Plan} first.
 */
@NullMarked
package dev.rehearsal.jqwik;

import org.jspecify.annotations.NullMarked;
