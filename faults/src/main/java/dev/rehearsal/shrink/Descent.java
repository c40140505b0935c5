package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One search downhill. Every candidate that fails with the same signature and weighs less becomes
 * the present story, with the departures that really happened in its run.
 *
 * <p>The moves, each until it finds nothing more, and all again until none does:
 *
 * <ol>
 *   <li>take away operations, then departures, in ever smaller chunks;
 *   <li>exchange a departure for a simpler one, of the same message or of any other in the run;
 *   <li>take two things away and hold one message until the end;
 *   <li>let operations begin earlier.
 * </ol>
 */
final class Descent {

    private final Simulation simulation;
    private final Run found;
    private final String signature;
    private final int runsMax;
    private final Set<Long> tried = new HashSet<>();
    private Run best;
    private Weight weight;
    private int runs;

    Descent(Simulation simulation, Run found, int runsMax) {
        this.simulation = simulation;
        this.found = found;
        this.signature = found.violation().get().signature();
        this.runsMax = runsMax;
        this.best = found;
        this.weight = Weight.of(found);
    }

    Shrunk run() {
        boolean improved = true;
        while (improved && !spent()) {
            Run before = best;
            removeAll();
            if (exchange()) {
                continue;
            }
            if (twoForOne()) {
                continue;
            }
            beginEarlier();
            improved = best != before;
        }
        boolean exhausted = !spent();
        return new Shrunk(found, best, runs, isOneMinimal(), exhausted);
    }

    private boolean spent() {
        return runs >= runsMax;
    }

    private Story story() {
        return best.story();
    }

    /**
     * Runs a candidate unless it was run before or the budget is spent; says whether it is the new
     * best.
     */
    private boolean accept(Story candidate) {
        if (spent() || !tried.add(key(candidate))) {
            return false;
        }
        runs++;
        Run run = simulation.run(candidate);
        if (!run.fails(signature)) {
            return false;
        }
        Weight other = Weight.of(run);
        if (other.compareTo(weight) >= 0) {
            return false;
        }
        best = run;
        weight = other;
        return true;
    }

    private static long key(Story story) {
        return Fingerprint.fold(
                Fingerprint.of(story.operations()), Fingerprint.of(story.departures()));
    }

    private void removeAll() {
        boolean removed = true;
        while (removed && !spent()) {
            removed = removeOperations();
            removed |= removeDepartures();
        }
    }

    private boolean removeOperations() {
        boolean any = false;
        for (int chunk = Math.max(1, story().operations().size() / 2); chunk >= 1; chunk /= 2) {
            int from = 0;
            while (from < story().operations().size()) {
                Vector<PlannedOperation> all = story().operations();
                if (accept(story().withOperations(without(all, from, chunk)))) {
                    any = true;
                } else {
                    from += chunk;
                }
            }
        }
        return any;
    }

    private boolean removeDepartures() {
        boolean any = false;
        for (int chunk = Math.max(1, story().departures().size()); chunk >= 1; chunk /= 2) {
            int from = 0;
            while (from < story().departures().size()) {
                Vector<Departure> all = story().departures();
                if (accept(story().withDepartures(without(all, from, chunk)))) {
                    any = true;
                } else {
                    from += chunk;
                }
            }
        }
        return any;
    }

    private static <T> Vector<T> without(Vector<T> all, int from, int count) {
        return all.take(from).appendAll(all.drop(from + count));
    }

    private boolean exchange() {
        boolean any = false;
        for (int i = 0; i < story().departures().size(); i++) {
            for (Departure simpler : simpler(story().departures().get(i))) {
                if (accept(story().withDepartures(story().departures().update(i, simpler)))) {
                    any = true;
                    break;
                }
            }
        }
        return any;
    }

    /** What could stand in place of a departure, the simplest first. */
    private List<Departure> simpler(Departure departure) {
        var all = new ArrayList<Departure>();
        List<Point> points = points();
        for (MessageName message : messages()) {
            points.forEach(point -> all.add(new Departure.Held(message, point)));
            all.add(new Departure.Drop(message));
        }
        switch (departure) {
            case Departure.Again again ->
                    points.forEach(point -> all.add(new Departure.Again(again.message(), point)));
            case Departure.Crash crash -> {
                for (Point point : points) {
                    if (point instanceof Point.AfterOperation) {
                        all.add(
                                new Departure.Crash(
                                        crash.node(), crash.slot(), point, crash.downNanos(), 0));
                    }
                }
                all.add(
                        new Departure.Crash(
                                crash.node(), crash.slot(), crash.at(), crash.downNanos(), 0));
            }
            case Departure.Held _, Departure.Drop _ -> {}
        }
        return all;
    }

    private List<Point> points() {
        var points = new ArrayList<Point>();
        points.add(new Point.End());
        for (PlannedOperation operation : story().operations()) {
            points.add(new Point.AfterOperation(operation.client(), operation.index()));
        }
        return points;
    }

    /** The names of the messages between nodes in the present run. */
    private List<MessageName> messages() {
        Run traced = simulation.with(Simulation.Options.DEFAULT.verbose()).run(story());
        var names = new ArrayList<MessageName>();
        for (TraceEvent event : traced.trace().events()) {
            if (event instanceof TraceEvent.Sent sent && sent.name() != null) {
                names.add(sent.name());
            }
        }
        return names;
    }

    private boolean twoForOne() {
        int operations = story().operations().size();
        int all = operations + story().departures().size();
        if (all > FEW) {
            return false;
        }
        List<MessageName> messages = messages();
        for (int first = 0; first < all; first++) {
            for (int second = first + 1; second < all; second++) {
                Story less = without(without(story(), second), first);
                for (MessageName message : messages) {
                    Departure held = new Departure.Held(message, new Point.End());
                    if (accept(less.withDepartures(less.departures().append(held)))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Above that many elements there are too many pairs. */
    private static final int FEW = 12;

    private static Story without(Story story, int element) {
        int operations = story.operations().size();
        return element < operations
                ? story.withOperations(story.operations().removeAt(element))
                : story.withDepartures(story.departures().removeAt(element - operations));
    }

    private void beginEarlier() {
        for (int i = 0; i < story().operations().size(); i++) {
            PlannedOperation operation = story().operations().get(i);
            long low = 0;
            long high = operation.atNanos();
            while (low < high && !spent()) {
                long middle = low + (high - low) / 2;
                if (accept(
                        story().withOperations(
                                        story().operations().update(i, at(operation, middle))))) {
                    high = middle;
                } else {
                    low = middle + 1 + (high - low) / 4;
                }
            }
        }
    }

    private static PlannedOperation at(PlannedOperation operation, long nanos) {
        return new PlannedOperation(
                operation.client(), operation.index(), operation.input(), nanos);
    }

    /** Whether the best story passes when any one thing is taken away. */
    private boolean isOneMinimal() {
        int all = story().operations().size() + story().departures().size();
        for (int element = 0; element < all; element++) {
            runs++;
            if (simulation.run(without(story(), element)).fails(signature)) {
                return false;
            }
        }
        return true;
    }
}
