package dev.rehearsal.jqwik;

import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.shrink.Standing;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.lifecycle.MethodLifecycleContext;

import java.util.Locale;

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
                        .appendAll(story(traced.story()))
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
                        + Seeds.count(result.ok(), "operation")
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

    private static Vector<String> story(Story story) {
        return Vector.of("operations")
                .appendAll(
                        numbered(
                                story.operations()
                                        .map(operation ->
                                                operation.name()
                                                        + " "
                                                        + operation.input()
                                                        + begin(operation))))
                .append("departures from the calm world")
                .appendAll(numbered(story.departures().map(Object::toString)));
    }

    private static String begin(PlannedOperation operation) {
        return operation.begin() instanceof Point.At at
                ? ", at " + Point.time(at.nanos())
                : ", when " + operation.begin();
    }

    private static Vector<String> numbered(Vector<String> all) {
        return all.isEmpty()
                ? Vector.of("  none")
                : all.zipWithIndex()
                        .map(line -> String.format(Locale.ROOT, "%3d. %s", line._2 + 1, line._1));
    }

    private Vector<String> effort() {
        if (ledger.isVerbose()) {
            return Vector.of("not shrunk: the seed was asked for with -D" + Replay.SEED);
        }
        Option<Shrunk> search = ledger.search(result.plan());
        Run before = search.map(Shrunk::before).getOrElse(this::before);
        int runs = search.map(Shrunk::runs).getOrElse(ledger.runs());
        if (runs == 0) {
            return Vector.of("not shrunk: " + size(Size.of(before)));
        }
        return Vector.of(
                        "shrunk in "
                                + Seeds.count(runs, "run")
                                + " from "
                                + size(Size.of(before))
                                + " to "
                                + size(Size.of(traced)))
                .appendAll(refused(search))
                .append(end(search));
    }

    private Option<String> refused(Option<Shrunk> search) {
        return Option.when(
                search.isEmpty() && ledger.hasSearched(),
                "the property does not fail with the smallest story of this violation: it asks for"
                        + " more than its run, or is not deterministic");
    }

    private String end(Option<Shrunk> search) {
        if (!search.map(Shrunk::exhausted).getOrElse(!ledger.isCut())) {
            return "the budget ended the search: a larger one may find less, -D"
                    + Replay.SHRINK_RUNS
                    + "=N";
        }
        String canonical =
                search.exists(shrunk -> shrunk.standing() == Standing.CANONICAL)
                        ? "; it is the canonical story of this failure"
                        : "";
        return search.map(Shrunk::oneMinimal).getOrElse(true)
                ? "no operation and no departure can be taken away alone" + canonical
                : "something can still be taken away alone";
    }

    private Run before() {
        return found.failing().map(PlanResult::run).getOrElse(traced);
    }

    private static String size(Size size) {
        return Seeds.count(size.operations(), "operation")
                + ", "
                + Seeds.count(size.faults(), "fault")
                + ", "
                + Seeds.count(size.decisions() - size.faults(), "delay")
                + ", "
                + size.steps()
                + " steps";
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
