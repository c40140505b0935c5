/**
 * The command line.
 *
 * <p>Inside: one class for each verb. Deliberately not inside: anything that a test author would
 * call.
 */
@NullMarked
package dev.rehearsal.cli;

import org.jspecify.annotations.NullMarked;
