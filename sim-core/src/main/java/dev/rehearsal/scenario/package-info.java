/**
 * A system under test with everything that judges it: what {@code run}, {@code check}, {@code soak}
 * and a property suite all take.
 *
 * <p>Inside: {@link dev.rehearsal.scenario.Scenario}, which an author implements; {@link
 * dev.rehearsal.scenario.Settings}, its parameters with chosen values; {@link
 * dev.rehearsal.scenario.Cluster}, what it builds from them, with its {@link
 * dev.rehearsal.scenario.Property properties}; {@link dev.rehearsal.scenario.Catalogue}, where
 * scenarios are found by name. Deliberately not here: seeds, faults and runs.
 *
 * <p>Read {@link dev.rehearsal.scenario.Scenario} first.
 */
@NullMarked
package dev.rehearsal.scenario;

import org.jspecify.annotations.NullMarked;
