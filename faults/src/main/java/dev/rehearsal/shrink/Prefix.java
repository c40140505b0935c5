package dev.rehearsal.shrink;

import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.TraceEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a story has led to so far, as far as the next departure can be about it: the messages
 * between nodes, when operations ended, when nodes did something, what actors chose, wrote and
 * read, the timers that they set and the fault points that they reached.
 */
final class Prefix {

    /** A message and when it was sent. */
    record Sent(MessageName message, long nanos) {}

    private final List<Sent> messages = new ArrayList<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final Map<String, List<Long>> busy = new HashMap<>();
    private final List<TraceEvent.Chosen> choices = new ArrayList<>();
    private final List<PlannedOperation> operations;
    private final Overheard overheard;

    /** The prefix that a traced run is, with what was overheard in it. */
    Prefix(Run traced, Overheard overheard) {
        this.overheard = overheard;
        this.operations = traced.story().operations().asJava();
        for (TraceEvent event : traced.trace().events()) {
            switch (event) {
                case TraceEvent.Sent sent -> {
                    if (sent.name() != null) {
                        messages.add(new Sent(sent.name(), sent.nanos()));
                    }
                }
                case TraceEvent.Completed done ->
                        ended.put(done.client() + "#" + done.index(), done.nanos());
                case TraceEvent.Abandoned gone ->
                        ended.put(gone.client() + "#" + gone.index(), gone.nanos());
                case TraceEvent.Delivered delivered -> busy(delivered.to(), delivered.nanos());
                case TraceEvent.Fired fired -> busy(fired.actor(), fired.nanos());
                case TraceEvent.Synced synced -> busy(synced.actor(), synced.nanos());
                case TraceEvent.Chosen chosen -> choices.add(chosen);
                case TraceEvent.Lost _,
                        TraceEvent.Turned _,
                        TraceEvent.Exited _,
                        TraceEvent.Spawned _,
                        TraceEvent.Reported _,
                        TraceEvent.Invoked _,
                        TraceEvent.Crashed _,
                        TraceEvent.Booted _,
                        TraceEvent.Healed _,
                        TraceEvent.Interrupted _,
                        TraceEvent.Departed _ -> {}
            }
        }
    }

    private void busy(String path, long nanos) {
        List<Long> times = busy.computeIfAbsent(node(path), _ -> new ArrayList<>());
        if (times.isEmpty() || times.getLast() != nanos) {
            times.add(nanos);
        }
    }

    /** The node of an actor, by their names. */
    static String node(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /** The messages between nodes, in the order in which they were sent. */
    List<Sent> messages() {
        return messages;
    }

    /** What actors chose, in the order in which they did. */
    List<TraceEvent.Chosen> choices() {
        return choices;
    }

    /** What servers did with their disks, in the order in which they began it. */
    List<DiskName> diskOperations() {
        return overheard.operations().stream().map(Overheard.Operation::name).toList();
    }

    /** The same with when they did. */
    List<Overheard.Operation> timedDiskOperations() {
        return overheard.operations();
    }

    /** The timers that servers set, in the order in which they did. */
    List<Overheard.Timer> timers() {
        return overheard.timers();
    }

    /** The turns of servers' actors, in the order in which they ended. */
    List<Overheard.Turn> turns() {
        return overheard.turns();
    }

    /** Those that a message or a timer begins, in the order in which they began. */
    List<TurnName> heard() {
        return overheard.heard();
    }

    /** The fault points in the code of servers that did not fire, in the order of being reached. */
    List<Occasion> sites() {
        return overheard.sites();
    }

    /** The ends of all operations, in the order of the story. */
    List<Point.AfterOperation> ends() {
        return operations.stream().map(PlannedOperation::ended).toList();
    }

    /** The ends of the operations that have not ended at a time. */
    List<Point.AfterOperation> endsAfter(long nanos) {
        return operations.stream()
                .filter(operation -> ended.getOrDefault(operation.name(), Long.MAX_VALUE) > nanos)
                .map(PlannedOperation::ended)
                .toList();
    }

    /** When a point of the story is; {@code Long.MAX_VALUE} when it does not come. */
    long nanos(Point point) {
        return switch (point) {
            case Point.At at -> at.nanos();
            case Point.AfterOperation after ->
                    ended.getOrDefault(after.client() + "#" + after.index(), Long.MAX_VALUE);
            case Point.After _, Point.End _ -> Long.MAX_VALUE;
        };
    }

    /** When something happened on a node, in order. */
    List<Long> busy(String node) {
        return busy.getOrDefault(node, List.of());
    }
}
