package dev.rehearsal.cli;

import dev.rehearsal.diagram.Brief;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.story.StoryText;

import java.util.Locale;

/** One event of a trace as a line. */
final class EventText {

    private EventText() {}

    /** The name of its kind: {@code sent}, {@code delivered}, … */
    static String kind(TraceEvent event) {
        return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    static String line(TraceEvent event) {
        return String.format(
                Locale.ROOT,
                "%6d %12s  %s",
                event.step(),
                Brief.ascii(Words.time(event.nanos())),
                what(event));
    }

    private static String what(TraceEvent event) {
        return switch (event) {
            case TraceEvent.Sent sent ->
                    sent.from()
                            + " sends "
                            + sent.to()
                            + " "
                            + Brief.of(sent.message())
                            + (sent.dropped() ? ", dropped" : "")
                            + (sent.name() == null ? "" : "   [" + sent.name() + "]");
            case TraceEvent.Delivered arrival ->
                    arrival.to()
                            + " receives "
                            + Brief.of(arrival.message())
                            + " from "
                            + arrival.from()
                            + again(arrival.copy());
            case TraceEvent.Lost arrival ->
                    Brief.of(arrival.message())
                            + " from "
                            + arrival.from()
                            + " finds nobody at "
                            + arrival.to()
                            + again(arrival.copy());
            case TraceEvent.Fired fired ->
                    fired.actor() + " has its timer " + Brief.of(fired.message());
            case TraceEvent.Synced synced -> synced.actor() + " has synced";
            case TraceEvent.Chosen chosen ->
                    chosen.actor()
                            + " chooses "
                            + Brief.of(chosen.value())
                            + ", option "
                            + (chosen.chosen() + 1)
                            + " of "
                            + chosen.options().size()
                            + "   ["
                            + chosen.occasion()
                            + "]";
            case TraceEvent.Turned turned -> turned.actor() + " is now " + Brief.of(turned.state());
            case TraceEvent.Exited exited -> exited.actor() + " " + exited.text();
            case TraceEvent.Spawned spawned -> spawned.parent() + " spawns " + spawned.child();
            case TraceEvent.Reported reported -> reported.actor() + ": " + reported.event();
            case TraceEvent.Invoked invoked ->
                    invoked.client()
                            + " asks "
                            + Brief.of(invoked.operation())
                            + " ("
                            + invoked.client()
                            + "#"
                            + invoked.index()
                            + ")";
            case TraceEvent.Completed completed ->
                    completed.client()
                            + " is told "
                            + (completed.result() == null
                                    ? "that it did not happen"
                                    : Brief.of(completed.result()))
                            + " ("
                            + completed.client()
                            + "#"
                            + completed.index()
                            + ")";
            case TraceEvent.Abandoned abandoned ->
                    abandoned.client()
                            + " gives up ("
                            + abandoned.client()
                            + "#"
                            + abandoned.index()
                            + ")";
            case TraceEvent.Crashed crashed -> crashed.text();
            case TraceEvent.Booted booted ->
                    booted.node() + " boots" + (booted.boot() > 1 ? " again" : "");
            case TraceEvent.Healed healed -> "healed: " + healed.heal();
            case TraceEvent.Interrupted cut ->
                    cut.actor() + " is interrupted" + StoryText.progress(cut);
            case TraceEvent.Departed departed -> "fault: " + departed.departure();
        };
    }

    private static String again(int copy) {
        return copy == 0 ? "" : " again";
    }
}
