package dev.rehearsal.shrink;

import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;

import java.util.HashMap;
import java.util.Map;

/**
 * The operations of a run, each at the time at which it was asked there, whoever asked before: so
 * they can be taken away without moving those that waited for them. Of a long run also those that
 * were asked last before it failed: a failure seldom needs what was long before.
 */
final class Asked {

    /** The fewest that are kept. */
    private static final int LEAST = 16;

    private Asked() {}

    static boolean isLong(Story story) {
        return story.operations().size() > 2 * LEAST;
    }

    /** What was asked in a run, each operation at its time, in the order of the story. */
    static Vector<PlannedOperation> all(Run traced) {
        Map<String, Long> begun = new HashMap<>();
        for (TraceEvent event : traced.trace().events()) {
            if (event instanceof TraceEvent.Invoked invoked) {
                begun.put(invoked.client() + "#" + invoked.index(), invoked.nanos());
            }
        }
        return traced.story()
                .operations()
                .filter(one -> begun.containsKey(one.name()))
                .map(one -> one.beginning(new Point.At(begun.get(one.name()))));
    }

    /** The last 16, the last 32 and so on, in the order of the story. */
    static Vector<Vector<PlannedOperation>> last(Run traced) {
        Vector<PlannedOperation> asked = all(traced);
        Vector<Long> times = asked.map(PlannedOperation::atNanos).sorted().reverse();
        Vector<Vector<PlannedOperation>> all = Vector.empty();
        for (int count = LEAST; count < times.size(); count *= 2) {
            long from = times.get(count - 1);
            all = all.append(asked.filter(one -> one.atNanos() >= from));
        }
        return all;
    }
}
