/**
 * The command line: what {@code ./rehearse} says and what it answers.
 *
 * <p>Inside: {@link dev.rehearsal.cli.Main}, where it starts; a class for each verb; the shell that
 * a verb runs in, with its streams, folder and environment, so that a test can run it in its own.
 * Deliberately not here: anything that a test author would call; simulations, shrinking, files and
 * diagrams have packages of their own.
 *
 * <p>Read {@link dev.rehearsal.cli.Main} first.
 */
@NullMarked
package dev.rehearsal.cli;

import org.jspecify.annotations.NullMarked;
