/**
 * Pictures of a run: who told whom what, and what went wrong on the way.
 *
 * <p>Inside: {@link dev.rehearsal.diagram.Diagram}, the sequence diagram of a traced run as plain
 * text, as Mermaid and as SVG; {@link dev.rehearsal.diagram.Brief}, a value in as few characters as
 * a reader needs. Deliberately not here: colours, files, and any judgement of the run.
 *
 * <p>Read {@link dev.rehearsal.diagram.Diagram} first.
 */
@NullMarked
package dev.rehearsal.diagram;

import org.jspecify.annotations.NullMarked;
