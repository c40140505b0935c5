/**
 * How names and numbers are written.
 *
 * <p>Inside: {@link dev.rehearsal.spelling.Names}, the end of every sentence that refuses a name
 * which does not exist; {@link dev.rehearsal.spelling.Amount}, how many there are of something.
 * Deliberately not here: which names there are, and the refusals themselves.
 *
 * <p>Read {@link dev.rehearsal.spelling.Names} first.
 */
@NullMarked
package dev.rehearsal.spelling;

import org.jspecify.annotations.NullMarked;
