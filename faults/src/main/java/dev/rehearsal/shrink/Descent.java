package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
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
 *   <li>take two things away and put one in: a message held until the end, or another operation of
 *       the run that was found;
 *   <li>take a departure away and let an operation begin at another time;
 *   <li>take three things away and put in an operation and a held message;
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
            if (twoForOne() || retime() || threeForTwo()) {
                continue;
            }
            beginEarlier();
            improved = best != before;
        }
        boolean exhausted = !spent();
        boolean oneMinimal = isOneMinimal();
        return new Shrunk(found, best, runs, oneMinimal, exhausted);
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
        for (MessageName message : messages(story())) {
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
                                        crash.target(),
                                        crash.slot(),
                                        point,
                                        crash.downNanos(),
                                        Aftermath.NONE));
                    }
                }
                crash.aftermath().simpler().map(crash::with).forEach(all::add);
            }
            case Departure.Cut cut -> {
                if (cut.ending() instanceof Departure.Cut.PowerLoss loss) {
                    loss.aftermath()
                            .simpler()
                            .map(a -> cut.with(new Departure.Cut.PowerLoss(loss.downNanos(), a)))
                            .forEach(all::add);
                }
            }
            case Departure.Held _, Departure.Drop _, Departure.OfDisk _, Departure.Incident _ -> {}
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

    /** The names of the messages between nodes in the run of a story. */
    private List<MessageName> messages(Story story) {
        runs++;
        Run traced = simulation.with(Simulation.Options.DEFAULT.verbose()).run(story);
        var names = new ArrayList<MessageName>();
        for (TraceEvent event : traced.trace().events()) {
            if (event instanceof TraceEvent.Sent sent && sent.name() != null) {
                names.add(sent.name());
            }
        }
        return names;
    }

    private boolean twoForOne() {
        if (elements() > FEW) {
            return false;
        }
        List<MessageName> messages = messages(story());
        for (int first = 0; first < elements(); first++) {
            for (int second = first + 1; second < elements(); second++) {
                Story less = without(without(story(), second), first);
                if (holdOne(less, messages) || addOne(less)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holdOne(Story less, List<MessageName> messages) {
        for (MessageName message : messages) {
            if (accept(held(less, message))) {
                return true;
            }
        }
        return false;
    }

    private static Story held(Story story, MessageName message) {
        return story.withDepartures(
                story.departures().append(new Departure.Held(message, new Point.End())));
    }

    /** Adds an operation of the found run that the story does not have. */
    private boolean addOne(Story less) {
        for (PlannedOperation other : found.story().operations()) {
            if (!has(less, other) && accept(with(less, other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Story story, PlannedOperation operation) {
        return story.operations().exists(known -> known.name().equals(operation.name()));
    }

    private static Story with(Story story, PlannedOperation operation) {
        return story.withOperations(story.operations().append(at(operation, 0)));
    }

    /** Takes away a departure that only arranges an order which another start arranges as well. */
    private boolean retime() {
        if (elements() > FEW) {
            return false;
        }
        for (int departure = 0; departure < story().departures().size(); departure++) {
            Story less = story().withDepartures(story().departures().removeAt(departure));
            for (int i = 0; i < less.operations().size(); i++) {
                for (long nanos = 0; nanos <= LATEST_NANOS; nanos += STEP_NANOS) {
                    PlannedOperation moved = at(less.operations().get(i), nanos);
                    if (accept(less.withOperations(less.operations().update(i, moved)))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean threeForTwo() {
        if (elements() > VERY_FEW) {
            return false;
        }
        for (int first = 0; first < elements(); first++) {
            for (int second = first + 1; second < elements(); second++) {
                for (int third = second + 1; third < elements(); third++) {
                    Story less = without(without(without(story(), third), second), first);
                    for (PlannedOperation other : found.story().operations()) {
                        if (spent()) {
                            return false;
                        }
                        if (!has(less, other)) {
                            Story more = with(less, other);
                            if (holdOne(more, messages(more))) {
                                return true;
                            }
                        }
                    }
                }
            }
        }
        return false;
    }

    private int elements() {
        return story().operations().size() + story().departures().size();
    }

    /** Above that many elements there are too many pairs. */
    private static final int FEW = 12;

    /** Above that many elements there are too many triples. */
    private static final int VERY_FEW = 6;

    /**
     * Starts that are tried: half a base latency apart, over the time that a few operations take.
     */
    private static final long STEP_NANOS = 500_000;

    private static final long LATEST_NANOS = 8_000_000;

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

    /** Whether the best story was seen to pass when any one thing is taken away. */
    private boolean isOneMinimal() {
        int all = story().operations().size() + story().departures().size();
        for (int element = 0; element < all; element++) {
            if (spent()) {
                return false;
            }
            runs++;
            Run less = simulation.run(without(story(), element));
            if (less.fails(signature) || less.verdict() == Run.Verdict.INCONCLUSIVE) {
                return false;
            }
        }
        return true;
    }
}
