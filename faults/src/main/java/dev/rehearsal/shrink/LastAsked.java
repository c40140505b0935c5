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
 * The operations of a long run that were asked last before it failed: a failure seldom needs what
 * was long before. Each begins at the time at which it was asked in that run, whoever asked before.
 */
final class LastAsked {

    /** The fewest that are kept. */
    private static final int LEAST = 16;

    private LastAsked() {}

    static boolean isLong(Story story) {
        return story.operations().size() > 2 * LEAST;
    }

    /** The last 16, the last 32 and so on, in the order of the story. */
    static Vector<Vector<PlannedOperation>> of(Run traced) {
        Map<String, Long> begun = new HashMap<>();
        for (TraceEvent event : traced.trace().events()) {
            if (event instanceof TraceEvent.Invoked invoked) {
                begun.put(invoked.client() + "#" + invoked.index(), invoked.nanos());
            }
        }
        Vector<PlannedOperation> asked =
                traced.story()
                        .operations()
                        .filter(one -> begun.containsKey(one.name()))
                        .map(one -> one.beginning(new Point.At(begun.get(one.name()))));
        Vector<Long> times = asked.map(PlannedOperation::atNanos).sorted().reverse();
        Vector<Vector<PlannedOperation>> all = Vector.empty();
        for (int count = LEAST; count < times.size(); count *= 2) {
            long from = times.get(count - 1);
            all = all.append(asked.filter(one -> one.atNanos() >= from));
        }
        return all;
    }
}
