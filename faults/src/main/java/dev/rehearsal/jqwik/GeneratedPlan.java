package dev.rehearsal.jqwik;

import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

import java.util.stream.Stream;

/**
 * A plan as it was generated, for jqwik.
 *
 * <p>What it shrinks to depends on what the property did with it. First comes the finished minimal
 * plan, when a run has a violation: jqwik takes the first candidate that fails, and this one has no
 * further candidates. Only when the property does not fail with it does jqwik ask for the next,
 * which take things away one after the other.
 */
record GeneratedPlan(Plan plan) implements Shrinkable<Plan> {

    private static final ShrinkingDistance FAR = ShrinkingDistance.of(Integer.MAX_VALUE);

    @Override
    public Plan value() {
        return plan;
    }

    @Override
    public ShrinkingDistance distance() {
        return FAR;
    }

    @Override
    public Stream<Shrinkable<Plan>> shrink() {
        Option<Ledger> current = Ledger.current();
        Option<Attempt> failure = current.flatMap(ledger -> ledger.failure(plan));
        if (failure.isEmpty()) {
            return Stream.empty();
        }
        Stream<Shrinkable<Plan>> finished =
                current.get().smallest(plan).map(Finished::new).toJavaStream().map(one -> one);
        Plan whole = plan.withStories(failure.get().stories(plan));
        return Stream.concat(finished, Removal.from(whole).shrink());
    }

    /** The end of a search. */
    record Finished(Plan plan) implements Shrinkable<Plan> {

        @Override
        public Plan value() {
            return plan;
        }

        @Override
        public ShrinkingDistance distance() {
            return distance(plan.stories());
        }

        static ShrinkingDistance distance(Vector<Story> stories) {
            return ShrinkingDistance.of(
                    stories.map(story -> story.operations().size() + story.departures().size())
                            .sum()
                            .longValue());
        }

        @Override
        public Stream<Shrinkable<Plan>> shrink() {
            return Stream.empty();
        }
    }
}
