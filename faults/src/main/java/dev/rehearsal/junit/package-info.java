/**
 * Simulations in a plain test, of JUnit or any other framework.
 *
 * <p>Inside: {@link dev.rehearsal.junit.Rehearsal}, some seeds of a scenario that must hold.
 * Deliberately not here: a dependency on a test framework, and properties over plans, which are in
 * {@link dev.rehearsal.jqwik}.
 *
 * <p>Read {@link dev.rehearsal.junit.Rehearsal} first.
 */
@NullMarked
package dev.rehearsal.junit;

import org.jspecify.annotations.NullMarked;
