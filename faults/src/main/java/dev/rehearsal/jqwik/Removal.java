package dev.rehearsal.jqwik;

import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A plan with explicit stories in the course of taking things away: operations, then departures, in
 * ever smaller chunks, and from the beginning again until a whole round has taken nothing.
 *
 * <p>jqwik goes on with the candidates of the first candidate that fails; so each carries the
 * position at which it was made, and nothing is tried twice. What is taken away is taken from all
 * stories alike, so that they remain runs of one plan. One operation of each stays: without any, a
 * scenario with timers has no end.
 *
 * <p>Source: Zeller and Hildebrandt, <i>Simplifying and Isolating Failure-Inducing Input</i>, TSE
 * 2002.
 *
 * @param plan with a story for each settings
 * @param position of the next candidate
 */
record Removal(Plan plan, Position position) implements Shrinkable<Plan> {

    /**
     * Where the search is.
     *
     * @param departures whether it is at the departures; else at the operations
     * @param chunk how many things are taken away at once
     * @param from the first of them
     * @param removed whether this round has taken something
     */
    record Position(boolean departures, int chunk, int from, boolean removed) {}

    static Removal from(Plan plan) {
        return new Removal(plan, new Position(false, count(plan.stories(), false), 0, false));
    }

    @Override
    public Plan value() {
        return plan;
    }

    @Override
    public ShrinkingDistance distance() {
        return GeneratedPlan.Finished.distance(plan.stories());
    }

    @Override
    public Stream<Shrinkable<Plan>> shrink() {
        return Ledger.current()
                .map(ledger -> candidates(ledger))
                .map(all -> Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED))
                .map(all -> StreamSupport.stream(all, false))
                .getOrElse(Stream.empty());
    }

    private Iterator<Shrinkable<Plan>> candidates(Ledger ledger) {
        Vector<Story> happened =
                ledger.failure(plan)
                        .map(attempt -> attempt.stories(plan))
                        .filter(stories -> stories.size() == plan.stories().size())
                        .getOrElse(plan.stories());
        return new Candidates(plan, plan.withStories(happened), position, ledger);
    }

    /** The names of the operations, or the departures, of all stories. */
    private static Vector<Object> things(Vector<Story> stories, boolean departures) {
        return stories.<Object>flatMap(story ->
                        departures
                                ? story.departures()
                                : story.operations().map(PlannedOperation::name))
                .distinct();
    }

    private static int count(Vector<Story> stories, boolean departures) {
        return things(stories, departures).size();
    }

    /** Walks from a position to the end. */
    private static final class Candidates implements Iterator<Shrinkable<Plan>> {

        private final Plan given;
        private final Plan base;
        private final Ledger ledger;
        private Position position;
        private @Nullable Removal next;
        private boolean ended;

        /**
         * The candidates below a plan.
         *
         * @param base the same without the departures that did not happen
         */
        Candidates(Plan given, Plan base, Position position, Ledger ledger) {
            this.given = given;
            this.base = base;
            this.position = position;
            this.ledger = ledger;
        }

        @Override
        public boolean hasNext() {
            while (next == null && !ended) {
                advance();
            }
            return next != null;
        }

        @Override
        public Shrinkable<Plan> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Removal result = next;
            next = null;
            return result;
        }

        private void advance() {
            int size = count(base.stories(), position.departures);
            if (position.from < size) {
                if (ledger.isSpent()) {
                    ended = true;
                    return;
                }
                offer();
                position =
                        new Position(
                                position.departures,
                                position.chunk,
                                position.from + position.chunk,
                                position.removed);
            } else if (position.chunk > 1) {
                position = at(position.departures, position.chunk / 2, position.removed);
            } else if (!position.departures) {
                int all = count(base.stories(), true);
                position = at(true, Math.max(1, all), position.removed);
            } else if (position.removed) {
                position = at(false, Math.max(1, count(base.stories(), false) / 2), false);
            } else {
                ended = true;
                if (count(base.stories(), true) < count(given.stories(), true)) {
                    next = new Removal(base, position);
                }
            }
        }

        private static Position at(boolean departures, int chunk, boolean removed) {
            return new Position(departures, chunk, 0, removed);
        }

        private void offer() {
            Vector<Object> taken =
                    things(base.stories(), position.departures)
                            .slice(position.from, position.from + position.chunk);
            Vector<Story> less = base.stories().map(story -> without(story, taken));
            if (keepsOperations(less)) {
                next =
                        new Removal(
                                base.withStories(less),
                                new Position(
                                        position.departures, position.chunk, position.from, true));
            }
        }

        private Story without(Story story, Vector<Object> taken) {
            return position.departures
                    ? story.withDepartures(story.departures().filter(one -> !taken.contains(one)))
                    : story.withOperations(
                            story.operations().filter(one -> !taken.contains(one.name())));
        }

        private boolean keepsOperations(Vector<Story> less) {
            return less.zip(base.stories())
                    .forAll(pair ->
                            pair._2.operations().isEmpty() || !pair._1.operations().isEmpty());
        }
    }
}
