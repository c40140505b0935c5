package dev.rehearsal.jqwik;

import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What happened in a traced run, a line for each event that a reader needs. */
final class EventList {

    private static final int LINES_MAX = 200;

    private EventList() {}

    static Vector<String> of(Run traced) {
        Vector<String> lines =
                traced.trace()
                        .events()
                        .flatMap(event ->
                                line(event)
                                        .map(text ->
                                                String.format(
                                                        "%10s  %s",
                                                        Point.time(event.nanos()), text)));
        return lines.size() <= LINES_MAX
                ? lines
                : lines.take(LINES_MAX).append("and " + (lines.size() - LINES_MAX) + " more");
    }

    private static Option<String> line(TraceEvent event) {
        return switch (event) {
            case TraceEvent.Sent sent when sent.dropped() ->
                    Option.some(arrow(sent.from(), sent.to(), sent.message()) + ", dropped");
            case TraceEvent.Sent _, TraceEvent.Turned _, TraceEvent.Synced _ -> Option.none();
            case TraceEvent.Delivered delivered ->
                    Option.some(
                            arrow(delivered.from(), delivered.to(), delivered.message())
                                    + (delivered.copy() == 0 ? "" : ", again"));
            case TraceEvent.Lost lost ->
                    Option.some(arrow(lost.from(), lost.to(), lost.message()) + ", nobody there");
            case TraceEvent.Fired fired ->
                    Option.some(fired.actor() + ": timer " + fired.message());
            case TraceEvent.Exited exited ->
                    Option.some(exited.actor() + " exits: " + exited.reason());
            case TraceEvent.Spawned spawned ->
                    Option.some(spawned.parent() + " spawns " + spawned.child());
            case TraceEvent.Invoked invoked ->
                    Option.some(
                            name(invoked.client(), invoked.index()) + " " + invoked.operation());
            case TraceEvent.Completed completed ->
                    Option.some(
                            name(completed.client(), completed.index())
                                    + (completed.result() == null
                                            ? " did not happen"
                                            : " → " + completed.result()));
            case TraceEvent.Abandoned abandoned ->
                    Option.some(name(abandoned.client(), abandoned.index()) + " given up");
            case TraceEvent.Crashed crashed -> Option.some(crashed.node() + " crashes");
            case TraceEvent.Booted booted when booted.boot() == 1 -> Option.none();
            case TraceEvent.Booted booted -> Option.some(booted.node() + " boots again");
            case TraceEvent.Departed departed -> Option.some("(" + departed.departure() + ")");
        };
    }

    private static String arrow(String from, String to, Object message) {
        return from + " → " + to + ": " + message;
    }

    private static String name(String client, int index) {
        return client + "#" + index;
    }
}
