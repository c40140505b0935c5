package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Iterator;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The first of all stories, in shortlex order, that fails with a signature under some kinds of
 * fault: the story that every run of this failure is told as.
 *
 * <p>The order: by {@link Level}; then by operations, as {@link Workloads} has them; then by
 * departures, as {@link Grammar} has them. A departure is about the run of the story with the
 * departures before it.
 *
 * <p>A story counts when it fails with the signature, all its departures happen, and it passes
 * without any one of its things. Under some kinds of fault a story without faults does not count:
 * what fails in the calm world is another mistake than what fails only under faults.
 *
 * <p>Levels that were searched to their end are remembered, with what they took, so that the next
 * failure of the same kind costs one look. It counts each time, so that a result is the same
 * whether or not something was remembered.
 */
final class Canon {

    /** What came of a search. */
    sealed interface Outcome {

        /** The first story, nothing smaller left out. */
        record First(Run run) implements Outcome {}

        /** There is none up to the bound, of those that a search can get to. */
        record None() implements Outcome {}

        /**
         * The budget ended before that was known.
         *
         * @param run of a story that may be the first, if one was found
         */
        record Cut(Option<Run> run) implements Outcome {
            /** Nothing was found. */
            Cut() {
                this(Option.none());
            }
        }
    }

    /** No search gets to stories with more things. */
    static final int ELEMENTS_MAX = 12;

    private final Probe probe;
    private final Cluster cluster;
    private final Vector<FaultKind> kinds;
    private final Heal heal;
    private final Vector<Departure> kept;
    private final Workloads workloads;
    private final Grammar grammar;
    private final List<Budget.Spent> spentOnLevel = new ArrayList<>();
    private @Nullable Run first;

    /**
     * A search that has not begun.
     *
     * @param kinds of fault that stories may have, sorted; none for stories without faults
     * @param heal when the faults of all stories stop
     * @param kept what each story must have
     */
    Canon(
            Probe probe,
            Vector<FaultKind> kinds,
            Heal heal,
            Vector<Departure> kept,
            Workloads workloads,
            Grammar grammar) {
        this.probe = probe;
        this.cluster = probe.simulation().cluster();
        this.kinds = kinds;
        this.heal = heal;
        this.kept = kept;
        this.workloads = workloads;
        this.grammar = grammar;
    }

    /** The first story that is not beyond a level and has no more than so many things. */
    Outcome first(Level bound, int elementsMax, Budget budget) {
        Iterator<Level> levels = bound.upTo(kinds, cluster.clients().nonEmpty(), elementsMax);
        for (int i = 0; levels.hasNext(); i++) {
            Level level = levels.next();
            boolean cut;
            if (i < spentOnLevel.size()) {
                cut = !budget.again(spentOnLevel.get(i));
            } else {
                cut = !search(level, budget);
            }
            Run found = i == spentOnLevel.size() - 1 ? first : null;
            if (cut || found == null && budget.isSpent()) {
                return new Outcome.Cut();
            }
            if (found != null) {
                return new Outcome.First(found);
            }
        }
        return new Outcome.None();
    }

    /** Searches a level and remembers what came of it, unless the budget ended before. */
    private boolean search(Level level, Budget budget) {
        Budget.Spent before = budget.spent();
        workloads.any(
                level.operations(),
                operations -> budget.isSpent() || isFirst(operations, level.kinds(), budget));
        if (first == null ? budget.isSpent() : budget.isOverdrawn()) {
            first = null;
            return false;
        }
        spentOnLevel.add(budget.spent().minus(before));
        return true;
    }

    private boolean isFirst(
            Vector<PlannedOperation> operations, Vector<FaultKind> faults, Budget budget) {
        Story story = new Story(probe.simulation().settings(), operations, Vector.empty(), heal);
        if (faults.isEmpty()) {
            return counts(probe.run(story, budget), budget);
        }
        return goOn(story, faults, budget);
    }

    /** Adds departures to a story that does not fail yet. */
    private boolean goOn(Story story, Vector<FaultKind> faults, Budget budget) {
        Overheard overheard = new Overheard(story);
        Run run = probe.traced(story, overheard, budget);
        return !probe.failsWhole(run, story, budget)
                && add(new Prefix(run, overheard), story, faults, budget);
    }

    /** Tries every departure of the first kind, and of the other kinds after it. */
    private boolean add(Prefix prefix, Story story, Vector<FaultKind> faults, Budget budget) {
        FaultKind kind = faults.head();
        boolean alone = faults.size() == 1 && story.departures().isEmpty();
        List<Departure> candidates = grammar.candidates(kind, prefix, story.departures(), alone);
        Option<Departure> last = story.departures().lastOption();
        if (last.exists(departure -> departure.kind() == kind)) {
            candidates = Grammar.after(last.get(), candidates);
        }
        for (Departure departure : candidates) {
            if (budget.isSpent()) {
                return true;
            }
            Story longer = story.withDepartures(story.departures().append(departure));
            if (faults.size() == 1) {
                if (counts(probe.run(longer, budget), budget)) {
                    return true;
                }
            } else if (goOn(longer, faults.tail(), budget)) {
                return true;
            }
        }
        return false;
    }

    private boolean counts(Run run, Budget budget) {
        if (!probe.fails(run) || run.unused().nonEmpty()) {
            return false;
        }
        if (!Elements.keeps(run.story(), kept) || !OneMinimal.is(probe, run, kept, budget)) {
            return false;
        }
        first = run;
        return true;
    }
}
