package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One search downhill. Every candidate that fails with the same signature and weighs less becomes
 * the present story, with the departures that really happened in its run. A kind of fault that the
 * run did not have when it was found comes in only as a part of one that it had.
 *
 * <p>The moves, each until it finds nothing more, and all again until none does, after a long run
 * was cut down to what came last:
 *
 * <ol>
 *   <li>take away operations, then departures, in ever smaller chunks; whoever waited for what is
 *       taken away follows, or stays where it was; heal what is lost for good;
 *   <li>let the faults stop earlier, which shortens the run;
 *   <li>ask for smaller values; let operations wait for each other rather than for a time; close
 *       the gaps between times;
 *   <li>exchange a departure for a simpler one, of the same message or of any other in the run, or
 *       for a part of what it did;
 *   <li>take two things away and put one in: a message held until the end, or another operation of
 *       the run that was found;
 *   <li>take a departure away and let an operation begin at another time;
 *   <li>take three things away and put in an operation and a held message;
 *   <li>let operations begin earlier.
 * </ol>
 */
final class Descent {

    private final Probe probe;
    private final Run found;
    private final Set<FaultKind> kinds;
    private final Alphabet alphabet;
    private final Vector<Departure> kept;
    private final Budget budget;
    private final Vector<PlannedOperation> others;
    private final Set<Long> tried = new HashSet<>();
    private boolean finishing;
    private Run best;
    private @Nullable Weight exchangedIn;
    private @Nullable Run askedIn;
    private @Nullable Story asked;
    private Weight weight;

    Descent(Probe probe, Run found, Alphabet alphabet, Vector<Departure> kept, Budget budget) {
        this.probe = probe;
        this.found = found;
        this.kinds = found.story().departures().map(Departure::kind).toJavaSet();
        this.alphabet = alphabet;
        this.kept = kept;
        this.budget = budget;
        this.others = Elements.others(found.story().operations());
        this.best = found;
        this.weight = Weight.of(found);
    }

    /**
     * The lightest story that was reached before the budget ended. What is kept back of the budget
     * then takes away what can be taken away alone.
     */
    Run run() {
        keepTheLast();
        boolean improved = true;
        while (improved && !spent()) {
            Run before = best;
            removeAll();
            healEarlier();
            if (smallerValues() || begins() || closeGaps() || exchange()) {
                continue;
            }
            if (!weight.isAsSimpleAs(exchangedIn)) {
                exchangedIn = weight;
                if (twoForOne() || retime() || threeForTwo()) {
                    continue;
                }
            }
            beginEarlier();
            improved = best != before;
        }
        if (budget.isSpent()) {
            finishing = true;
            removeAll();
        }
        return best;
    }

    /** Whether its part of the budget ended before it did. */
    boolean isCut() {
        return finishing;
    }

    private boolean spent() {
        return finishing ? budget.isSpentToTheEnd() : budget.isSpent();
    }

    /** Cuts a long run down to what was asked last. */
    private void keepTheLast() {
        if (Asked.isLong(found.story()) && !spent()) {
            Asked.last(probe.traced(found.story(), budget))
                    .find(last -> accept(story().withOperations(last)));
        }
    }

    private Story story() {
        return best.story();
    }

    /**
     * Runs a candidate unless it was run before or the budget is spent; says whether it is the new
     * best.
     */
    private boolean accept(Story candidate) {
        return accept(candidate, -1);
    }

    /** The same for a candidate that may also weigh as much as the best: {@code orderMax} 0. */
    private boolean accept(Story candidate, int orderMax) {
        if (spent()
                || !Elements.keeps(candidate, kept)
                || !Elements.canAllBegin(candidate.operations())
                || !tried.add(key(candidate))) {
            return false;
        }
        Run run = probe.run(candidate, budget);
        if (!probe.fails(run)) {
            return false;
        }
        Weight other = Weight.of(run);
        if (other.compareTo(weight) > orderMax) {
            return false;
        }
        best = run;
        weight = other;
        return true;
    }

    private static long key(Story story) {
        return Fingerprint.fold(
                Fingerprint.fold(
                        Fingerprint.of(story.operations()), Fingerprint.of(story.departures())),
                Fingerprint.of(story.heal()));
    }

    private void removeAll() {
        boolean removed = true;
        while (removed && !spent()) {
            removed = removeOperations() | removeDepartures() | healServers();
        }
    }

    private boolean removeOperations() {
        boolean any = false;
        for (int chunk = Math.max(1, story().operations().size() / 2); chunk >= 1; chunk /= 2) {
            int from = 0;
            while (from < story().operations().size()) {
                Vector<PlannedOperation> all = story().operations();
                if (accept(Elements.withoutOperations(story(), from, chunk))
                        || accept(story().withOperations(Elements.without(all, from, chunk)))
                        || accept(story().withOperations(othersAsAsked(all, from, chunk)))) {
                    any = true;
                } else {
                    from += chunk;
                }
            }
        }
        return any;
    }

    /** The operations without some; none of the others moves to another time. */
    private Vector<PlannedOperation> othersAsAsked(
            Vector<PlannedOperation> all, int from, int count) {
        Vector<String> gone = all.slice(from, from + count).map(PlannedOperation::name);
        return asAsked().operations().reject(one -> gone.contains(one.name()));
    }

    /** The story with the operations that were asked in its run, each at its time there. */
    private Story asAsked() {
        if (askedIn != best && !spent()) {
            asked = story().withOperations(Asked.all(probe.traced(story(), budget)));
            askedIn = best;
        }
        return asked == null ? story() : asked;
    }

    private boolean removeDepartures() {
        boolean any = false;
        for (int chunk = Math.max(1, story().departures().size()); chunk >= 1; chunk /= 2) {
            int from = 0;
            while (from < story().departures().size()) {
                Vector<Departure> all = story().departures();
                if (accept(story().withDepartures(Elements.without(all, from, chunk)))) {
                    any = true;
                } else {
                    from += chunk;
                }
            }
        }
        return any;
    }

    /** Heals servers that are not healed; in a run that ends before the heal they are there too. */
    private boolean healServers() {
        boolean any = false;
        for (String node : story().heal().unhealed()) {
            any |= accept(story().withHeal(story().heal().healing(node)));
        }
        return any;
    }

    private boolean exchange() {
        boolean any = false;
        for (int i = 0; i < story().departures().size(); i++) {
            for (Departure simpler : simpler(i)) {
                if (accept(story().withDepartures(story().departures().update(i, simpler)))) {
                    any = true;
                    break;
                }
            }
        }
        return any;
    }

    /** What could stand in place of a departure, the simplest first. */
    private List<Departure> simpler(int index) {
        Departure departure = story().departures().get(index);
        List<Point> points = Simpler.points(story().operations());
        var all = new ArrayList<>(Simpler.of(departure, points));
        if (elements() <= FEW && !spent()) {
            all.addAll(Parts.of(story(), index, probe, budget));
        }
        for (MessageName message : messages(story())) {
            if (kinds.contains(FaultKind.HOLD)) {
                all.add(new Departure.Held(message, new Point.End()));
            }
            if (kinds.contains(FaultKind.DROP)) {
                all.add(new Departure.Drop(message));
            }
        }
        return all;
    }

    /** Asks for a smaller value, or for something simpler. */
    private boolean smallerValues() {
        boolean any = false;
        for (int i = 0; i < story().operations().size(); i++) {
            PlannedOperation operation = story().operations().get(i);
            List<Object> inputs = alphabet.at(operation.client(), operation.index());
            int present = inputs.indexOf(operation.input());
            for (Object input : present < 0 ? inputs : inputs.subList(0, present)) {
                PlannedOperation smaller =
                        new PlannedOperation(
                                operation.client(), operation.index(), input, operation.begin());
                if (accept(story().withOperations(story().operations().update(i, smaller)), 0)) {
                    any = true;
                    break;
                }
            }
        }
        return any;
    }

    /** Lets operations wait for each other rather than for a time. */
    private boolean begins() {
        boolean any = false;
        for (int i = 0; i < story().operations().size(); i++) {
            for (Point begin : Elements.begins(story(), i)) {
                PlannedOperation other = story().operations().get(i).beginning(begin);
                if (accept(story().withOperations(story().operations().update(i, other)))) {
                    any = true;
                    break;
                }
            }
        }
        return any;
    }

    /** Lets everything from a time on happen as early as what comes before it. */
    private boolean closeGaps() {
        boolean any = false;
        long before = 0;
        List<Long> times = times();
        int next = 0;
        while (next < times.size() && !spent()) {
            long nanos = times.get(next);
            if (nanos > before && isNarrower(nanos, nanos - before)) {
                any = true;
                times = times();
            } else {
                before = nanos;
                next++;
            }
        }
        return any;
    }

    private boolean isNarrower(long nanos, long gapNanos) {
        for (long less = gapNanos; less >= GAP_NANOS || less == gapNanos; less /= 2) {
            if (accept(earlier(nanos, less))) {
                return true;
            }
        }
        return false;
    }

    private List<Long> times() {
        return story().operations().map(PlannedOperation::atNanos).distinct().sorted().asJava();
    }

    private Story earlier(long fromNanos, long gapNanos) {
        return new Story(
                story().settings(),
                story().operations()
                        .map(one ->
                                one.beginning(Simpler.earlier(one.begin(), fromNanos, gapNanos))),
                story().departures().map(one -> Simpler.earlier(one, fromNanos, gapNanos)),
                story().heal());
    }

    /** The messages between nodes in the run of a story; none when the budget is spent. */
    private List<MessageName> messages(Story story) {
        if (spent()) {
            return List.of();
        }
        Run traced = probe.traced(story, budget);
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
        return twoForOne(story(), messages) || twoForOne(asAsked(), messages);
    }

    private boolean twoForOne(Story whole, List<MessageName> messages) {
        int elements = Elements.count(whole);
        for (int first = 0; first < elements; first++) {
            for (int second = first + 1; second < elements; second++) {
                Story less = Elements.without(Elements.without(whole, second), first);
                if (holdOne(less, messages) || addOne(less)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holdOne(Story less, List<MessageName> messages) {
        for (MessageName message : messages) {
            if (kinds.contains(FaultKind.HOLD) && accept(Elements.held(less, message))) {
                return true;
            }
        }
        return false;
    }

    /** Adds an operation of the found run that the story does not have. */
    private boolean addOne(Story less) {
        for (PlannedOperation other : others) {
            if (!Elements.has(less, other) && accept(Elements.asking(less, other))) {
                return true;
            }
        }
        return false;
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
                    Story less =
                            Elements.without(
                                    Elements.without(Elements.without(story(), third), second),
                                    first);
                    for (PlannedOperation other : others) {
                        if (spent()) {
                            return false;
                        }
                        if (!Elements.has(less, other)) {
                            Story more = Elements.asking(less, other);
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
        return Elements.count(story());
    }

    /** Above that many elements there are too many pairs. */
    private static final int FEW = 12;

    /** Above that many elements there are too many triples. */
    private static final int VERY_FEW = 6;

    /**
     * Starts that are tried: half a base latency apart, over the time that a few operations take.
     */
    private static final long STEP_NANOS = 500_000;

    /** Of a gap that cannot be closed parts are taken away, as long as they are so large. */
    private static final long GAP_NANOS = 4_000_000;

    private static final long LATEST_NANOS = 8_000_000;

    /** Heals the whole earlier, though not just in time: nothing could be moved any more. */
    private void healEarlier() {
        Heal heal = story().heal();
        if (heal.comes() && best.nanos() >= heal.atNanos()) {
            long half = heal.atNanos() / 2;
            while (half > 0 && accept(story().withHeal(story().heal().moved(half)))) {
                half /= 2;
            }
        }
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
        return operation.beginning(new Point.At(nanos));
    }
}
