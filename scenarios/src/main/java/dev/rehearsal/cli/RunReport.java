package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Violation;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * What {@code run} and {@code replay} say about a run: as an object, and in lines.
 *
 * @param seed none when the run is of a story that nobody drew
 * @param faults the name of the profile, with the seed
 * @param chosen by whom the next step was chosen; none when a story was played
 * @param failureFile where the failure is, when there is one
 */
record RunReport(
        Run run,
        Option<Long> seed,
        Option<String> faults,
        Option<Chosen> chosen,
        long cpuNanos,
        Option<String> failureFile) {

    /** The same run, of which nobody drew the story. */
    RunReport withoutOrigin() {
        return new RunReport(
                run, Option.none(), Option.none(), Option.none(), cpuNanos, failureFile);
    }

    int exitCode() {
        return switch (run.verdict()) {
            case HOLDS -> Exit.HOLDS;
            case VIOLATED -> Exit.VIOLATED;
            case INCONCLUSIVE -> Exit.INCONCLUSIVE;
        };
    }

    // ---------------------------------------------------------------------------------------- JSON

    static final String SCHEMA = "rehearsal.run/1";

    void write(JsonGenerator json) throws IOException {
        Settings settings = run.story().settings();
        json.writeStringField("scenario", settings.scenario().name());
        json.writeStringField("variant", settings.variant().getOrNull());
        json.writeStringField("seed", seed.map(Seeds::text).getOrNull());
        json.writeStringField("faults", faults.getOrNull());
        json.writeObjectFieldStart("parameters");
        for (var parameter : settings.values()) {
            writeValue(json, parameter._1, parameter._2);
        }
        json.writeEndObject();
        json.writeStringField("verdict", run.verdict().name().toLowerCase(Locale.ROOT));
        for (Violation violation : run.violation()) {
            json.writeObjectFieldStart("violation");
            json.writeStringField("property", violation.property());
            json.writeStringField("kind", violation.kind());
            json.writeStringField("message", violation.message());
            json.writeNumberField("step", violation.step());
            json.writeStringField("time", Duration.ofNanos(violation.nanos()).toString());
            json.writeStringField("signature", violation.signature());
            json.writeEndObject();
        }
        json.writeStringField("traceHash", hash());
        json.writeNumberField("steps", run.steps());
        json.writeStringField("simulatedTime", Duration.ofNanos(run.nanos()).toString());
        json.writeNumberField("cpuMillis", cpuNanos / 1_000_000);
        writeCounts(json, "faultsInjected", Run.Tally::injected);
        writeCounts(json, "faultsEffective", Run.Tally::effective);
        json.writeNumberField("operations", run.story().operations().size());
        json.writeBooleanField("vacuous", run.vacuous());
        for (Chosen how : chosen) {
            how.write(json);
        }
        for (String file : failureFile) {
            json.writeStringField("failureFile", file);
        }
    }

    static void writeValue(JsonGenerator json, String name, Object value) throws IOException {
        switch (value) {
            case Integer count -> json.writeNumberField(name, count);
            case Boolean flag -> json.writeBooleanField(name, flag);
            default -> json.writeStringField(name, String.valueOf(value));
        }
    }

    /** The kinds of departure first, with zeros, then the other kinds that the run has. */
    private void writeCounts(JsonGenerator json, String name, ToIntFunction<Run.Tally> count)
            throws IOException {
        Vector<String> kinds = FaultKind.FAULTS.map(FaultKind::label);
        json.writeObjectFieldStart(name);
        for (String kind : kinds.appendAll(run.tallies().keySet().removeAll(kinds))) {
            json.writeNumberField(
                    kind, run.tallies().get(kind).map(count::applyAsInt).getOrElse(0));
        }
        json.writeEndObject();
    }

    String hash() {
        return HexFormat.of().toHexDigits(run.traceHash());
    }

    // --------------------------------------------------------------------------------------- lines

    /** The verdict of a run that does not fail. */
    List<String> verdict(Shell shell) {
        boolean holds = run.verdict() == Run.Verdict.HOLDS;
        List<String> lines = new ArrayList<>();
        lines.add(
                shell.strong(holds ? "holds" : "inconclusive", !holds)
                        + ": "
                        + run.story().settings().scenario().name()
                        + origin()
                        + (holds ? "" : "; a budget ran out before there was a verdict"));
        lines.addAll(figures());
        return lines;
    }

    /** What failed first, in the run that is shown. */
    List<String> violation(Shell shell, Run shown) {
        Violation violation = shown.violation().get();
        return List.of(
                shell.strong("violated", true)
                        + ": "
                        + violation.property()
                        + " in "
                        + run.story().settings().scenario().name()
                        + origin(),
                "  " + violation.message());
    }

    private String origin() {
        return variant()
                + seed.map(number -> ", seed " + Seeds.text(number)).getOrElse("")
                + faults.map(name -> ", faults " + name).getOrElse("");
    }

    private String variant() {
        return run.story().settings().variant().map(name -> ", variant " + name).getOrElse("");
    }

    /** How long it was, what the users got, what the faults did. */
    List<String> figures() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "  "
                        + Amount.of(run.steps(), "step")
                        + " in "
                        + Words.time(run.nanos())
                        + " of simulated time; "
                        + operations()
                        + "; trace hash "
                        + hash());
        lines.add(
                "  injected: "
                        + counts(Run.Tally::injected)
                        + "; effective: "
                        + counts(Run.Tally::effective));
        chosen.flatMap(Chosen::line).forEach(lines::add);
        for (String goals : goals()) {
            lines.add(goals);
        }
        boolean drawn = seed.isDefined();
        if (run.verdict() == Run.Verdict.HOLDS && drawn) {
            if (run.unanswered()) {
                lines.add(
                        "  vacuous: no operation completed, so this run says nothing about what"
                                + " users see");
            } else if (run.vacuous()) {
                lines.add(
                        "  vacuous: no fault made a difference, so this run says nothing about"
                                + " failures");
            }
        }
        return lines;
    }

    private Option<String> goals() {
        if (run.goals().isEmpty()) {
            return Option.none();
        }
        return Option.some(
                "  goals: "
                        + run.goals()
                                .map(goal ->
                                        goal.name()
                                                + goal.seen()
                                                        .map(step -> " at step " + step)
                                                        .getOrElse(" not seen"))
                                .mkString(", "));
    }

    private String operations() {
        int all = run.story().operations().size();
        return "operations: "
                + run.ok()
                + " of "
                + all
                + " completed"
                + (run.failed() == 0 ? "" : ", " + run.failed() + " failed")
                + (run.unknown() == 0 ? "" : ", " + run.unknown() + " unknown");
    }

    private String counts(ToIntFunction<Run.Tally> count) {
        Vector<String> counts =
                run.tallies()
                        .toVector()
                        .filter(tally -> count.applyAsInt(tally._2) > 0)
                        .map(tally -> count.applyAsInt(tally._2) + " " + tally._1);
        return counts.isEmpty() ? "none" : counts.mkString(", ");
    }
}
