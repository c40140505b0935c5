package dev.rehearsal.jqwik;

import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.List;

/**
 * One call of the property method that failed.
 *
 * @param parameters of the property
 * @param results of the plans that it ran, in order
 * @param error what it threw; none when it returned false
 */
record Attempt(List<Object> parameters, Vector<PlanResult> results, Option<Throwable> error) {

    /** The run that the property complained about, else the last. */
    Option<PlanResult> failing() {
        for (Throwable cause = error.getOrNull(); cause != null; cause = cause.getCause()) {
            if (cause instanceof NotShownToHold thrown) {
                return Option.some(thrown.result());
            }
        }
        return results.lastOption();
    }

    /** The same among the runs of a plan. */
    Option<PlanResult> failing(Plan plan) {
        return failing()
                .filter(result -> result.plan().equals(plan))
                .orElse(results.filter(result -> result.plan().equals(plan)).lastOption());
    }

    /** What the runs of a plan did: one story for each settings. */
    Vector<Story> stories(Plan plan) {
        Vector<Story> stories = Vector.empty();
        for (PlanResult result : results) {
            Story story = result.run().story();
            boolean isNew =
                    stories.forAll(known -> !Plan.areSame(known.settings(), story.settings()));
            if (result.plan().equals(plan) && isNew) {
                stories = stories.append(story);
            }
        }
        return stories;
    }

    /** What makes two failures of a property the same failure. */
    String signature() {
        String thrown = error.map(cause -> cause.getClass().getName()).getOrElse("false");
        return thrown + failing().map(Attempt::signature).getOrElse("");
    }

    private static String signature(PlanResult result) {
        return " in "
                + result.run().story().settings()
                + ": "
                + result.violation()
                        .map(Violation::signature)
                        .getOrElse(result.run().verdict().toString());
    }
}
