package dev.rehearsal.jqwik;

import dev.rehearsal.decision.Point;
import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.simulation.Violation;
import dev.rehearsal.spelling.Amount;
import dev.rehearsal.story.StoryText;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.lifecycle.MethodLifecycleContext;

/**
 * What a failing property says: what does not hold, the shrunk story, what happened in it, how much
 * was taken away, and the commands that show it again.
 */
final class Report {

    private final Ledger ledger;
    private final Attempt found;
    private final Attempt last;
    private final PlanResult result;
    private final Run traced;

    private Report(Ledger ledger, Attempt last, PlanResult result) {
        this.ledger = ledger;
        this.found = ledger.first();
        this.last = last;
        this.result = result;
        this.traced = traced(result.run());
    }

    /** The error that a property fails with; none when it failed without running a plan. */
    static Option<AssertionError> of(
            Ledger ledger, Attempt last, MethodLifecycleContext context, Option<String> jqwikSeed) {
        return last.failing()
                .map(result -> new Report(ledger, last, result).error(context, jqwikSeed));
    }

    private AssertionError error(MethodLifecycleContext context, Option<String> jqwikSeed) {
        Vector<String> commands =
                Replay.scenario(result)
                        .toVector()
                        .append(Replay.property(context, last.parameters(), jqwikSeed));
        String text =
                headline()
                        .append("  in " + place(result))
                        .append("")
                        .appendAll(StoryText.lines(traced))
                        .append("")
                        .append("what happened")
                        .appendAll(picture(traced))
                        .append("")
                        .appendAll(effort())
                        .append("")
                        .appendAll(commands.map(command -> "replay: " + command))
                        .mkString(System.lineSeparator());
        AssertionError error = new AssertionError(text, cause().getOrNull());
        last.error().forEach(thrown -> error.setStackTrace(thrown.getStackTrace()));
        return error;
    }

    /** What was thrown by a handler of the system, or else by the property. */
    private Option<Throwable> cause() {
        return last.error().exists(NotShownToHold.class::isInstance)
                ? thrown(traced)
                : last.error();
    }

    private static Option<Throwable> thrown(Run traced) {
        for (TraceEvent event : traced.trace().events()) {
            if (event instanceof TraceEvent.Exited exited && exited.thrown() != null) {
                return Option.of(exited.thrown());
            }
        }
        return Option.none();
    }

    private Vector<String> headline() {
        if (last.error().exists(NotShownToHold.class::isInstance)) {
            return Vector.of(headline(result));
        }
        String thrown = last.error().map(Throwable::toString).getOrElse("the property is false");
        return Vector.of(
                thrown,
                "  "
                        + (last.results().size() == 1 ? "its run: " : "its last run: ")
                        + headline(result));
    }

    /** What does not hold. */
    static String headline(PlanResult result) {
        for (Violation violation : result.violation()) {
            return violation.sentence() + " (at " + Point.time(violation.nanos()) + ")";
        }
        return result.holds()
                ? "holds, with "
                        + Amount.of(result.ok(), "operation")
                        + " completed, "
                        + result.run().failed()
                        + " failed, "
                        + result.unknown()
                        + " unknown"
                : "inconclusive: a budget ran out before it was known whether the run holds";
    }

    /** Of what it does not hold. */
    static String place(PlanResult result) {
        return result.run().story().settings() + "; " + result.plan();
    }

    private Vector<String> effort() {
        if (!ledger.shrinks()) {
            return Vector.of("not shrunk: -D" + Replay.SHRINK_RUNS + "=0 was asked for");
        }
        Option<Shrunk> search = ledger.search(result.plan());
        boolean isCut = search.map(shrunk -> !shrunk.exhausted()).getOrElse(ledger::isCut);
        return Vector.of(search.map(Shrunk::sentence).getOrElse(this::removals))
                .appendAll(refused(search))
                .appendAll(
                        Option.when(
                                isCut,
                                "a larger budget may find less: -D" + Replay.SHRINK_RUNS + "=N"));
    }

    /** How things were taken away one after the other, asking the property each time. */
    private String removals() {
        Size after = Size.of(traced);
        return ledger.runs() == 0
                ? "not shrunk: " + after
                : "shrunk from "
                        + found.failing().map(first -> Size.of(first.run())).getOrElse(after)
                        + " to "
                        + after
                        + ", in "
                        + Amount.of(ledger.runs(), "run")
                        + ": "
                        + (ledger.isCut() ? "ended by its budget" : "1-minimal");
    }

    private Option<String> refused(Option<Shrunk> search) {
        return Option.when(
                search.isEmpty() && ledger.hasSearched(),
                "the property does not fail with the smallest story of this violation: it asks for"
                        + " more than its run, or is not deterministic");
    }

    private static Vector<String> picture(Run traced) {
        return Vector.ofAll(Diagram.of(traced).ascii().lines().toList());
    }

    /** The same run with its events. */
    private static Run traced(Run run) {
        return run.trace().events().isEmpty()
                ? Simulation.of(run.story().settings())
                        .with(Simulation.Options.DEFAULT.verbose())
                        .run(run.story())
                : run;
    }

    /** What runs say that hold, when their seed was asked for. */
    static String verbose(Vector<PlanResult> results) {
        return results.flatMap(result ->
                        Vector.of("", headline(result), "  in " + place(result), "what happened")
                                .appendAll(picture(traced(result.run()))))
                .mkString(System.lineSeparator());
    }
}
