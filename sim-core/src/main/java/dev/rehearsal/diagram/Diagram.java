package dev.rehearsal.diagram;

import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Trace;
import dev.rehearsal.simulation.Violation;

import io.vavr.control.Option;

/**
 * The sequence diagram of a traced run: a lane for each actor that takes part, time downwards.
 *
 * <p>Shape: an arrow from sender to receiver for each message, with its content. A message that
 * arrives so late that other things happen meanwhile is drawn twice under one mark, {@code (a)}:
 * where it leaves and where it arrives; so is a duplicate. Drops end in an {@code X}, crashes and
 * boots are bars, a lane whose actor is down is dotted, an operation that is open thickens the lane
 * of its client. Notes under the picture say for each fault what was decided.
 *
 * <p>Order: on each lane, and for each message, the order of the run. Syncs are shown when a node
 * crashes; turns and the first boots never.
 *
 * <p>Errors: a run that was not traced is refused with {@link IllegalArgumentException}.
 */
public final class Diagram {

    /** How wide a text diagram is at the most. */
    public static final int COLUMNS = 100;

    private final Trace trace;
    private final Option<Violation> violation;
    private final long until;

    private Diagram(Trace trace, Option<Violation> violation, long until) {
        this.trace = trace;
        this.violation = violation;
        this.until = until;
    }

    /** The diagram of a run, with the place of its violation. */
    public static Diagram of(Run run) {
        if (run.steps() > 0 && run.trace().events().isEmpty()) {
            throw new IllegalArgumentException(
                    "a diagram needs the trace of the run: steps="
                            + run.steps()
                            + " events=0; run it with Options.verbose()");
        }
        return new Diagram(run.trace(), run.violation(), Long.MAX_VALUE);
    }

    /** The same up to a step. */
    public Diagram until(long step) {
        return new Diagram(trace, violation, step);
    }

    /**
     * The diagram in plain ASCII, at most {@link #COLUMNS} columns wide: the alignment holds
     * wherever a character is a column. Lanes for which there is no room are left out, the least
     * busy first, and the notes say so.
     */
    public String ascii() {
        return new Ascii(storyboard()).draw();
    }

    /** The diagram as the text of a Mermaid {@code sequenceDiagram}. */
    public String mermaid() {
        return new Mermaid(storyboard()).draw();
    }

    /**
     * The diagram as an SVG element, for a page. It is drawn in the colour of the text unless the
     * page sets the CSS variables {@code --d-text}, {@code --d-quiet}, {@code --d-ink}, {@code
     * --d-lane}, {@code --d-head}, {@code --d-open}, {@code --d-odd}, {@code --d-good}, {@code
     * --d-bad} and {@code --d-bad-soft}.
     */
    public String svg() {
        return new Svg(storyboard()).draw();
    }

    private Storyboard storyboard() {
        return new Storyboard(trace, violation, until);
    }
}
