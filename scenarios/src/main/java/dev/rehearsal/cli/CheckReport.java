package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.check.Move;
import dev.rehearsal.check.Property;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.counterexample.Likeness;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code check} says about a search: as an object, and in lines.
 *
 * @param network how messages travel; none in a plain model
 * @param nanos how long it took
 * @param told the counterexamples of a system of actors as runs, by the name of their property
 */
record CheckReport(
        Settings settings,
        Option<String> network,
        Result result,
        long nanos,
        Map<String, Told> told) {

    /**
     * A counterexample as a run of the simulation.
     *
     * @param untold why there is none; empty when there is one
     * @param run the smallest that was found, traced
     * @param likeness whether it takes the steps of the counterexample
     * @param file where the failure is
     */
    record Told(String untold, Option<Run> run, Option<Likeness> likeness, Option<String> file) {}

    static final String SCHEMA = "rehearsal.check/1";

    private static final int STATE_MAX = 240;

    int exitCode() {
        if (isRefuted()) {
            return Exit.VIOLATED;
        }
        boolean open =
                result.verdicts().exists(verdict -> verdict.finding() == Finding.INCONCLUSIVE);
        return result.end() == End.LIMIT || open ? Exit.INCONCLUSIVE : Exit.HOLDS;
    }

    /** A goal of coverage that a system of actors cannot reach is no failure of it. */
    private boolean isRefuted() {
        return network.isDefined()
                ? result.verdicts().exists(verdict -> verdict.finding() == Finding.VIOLATED)
                : result.refuted();
    }

    // ---------------------------------------------------------------------------------------- JSON

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("scenario", settings.scenario().name());
        json.writeStringField("variant", settings.variant().getOrNull());
        json.writeObjectFieldStart("parameters");
        for (var parameter : settings.values()) {
            RunReport.writeValue(json, parameter._1, parameter._2);
        }
        json.writeEndObject();
        json.writeStringField("network", network.getOrNull());
        json.writeStringField("end", word(result.end().name()));
        if (result.limit().isDefined()) {
            json.writeStringField("limit", word(result.limit().get().name()));
        }
        json.writeObjectFieldStart("states");
        json.writeNumberField("distinct", result.distinct());
        json.writeNumberField("generated", result.generated());
        json.writeEndObject();
        if (result.depth().isDefined()) {
            json.writeNumberField("depth", result.depth().get());
        } else {
            json.writeNullField("depth");
        }
        json.writeNumberField("terminal", result.terminal());
        json.writeArrayFieldStart("properties");
        for (Result.Verdict verdict : result.verdicts()) {
            write(json, verdict);
        }
        json.writeEndArray();
        json.writeNumberField("collisionProbability", result.collisionProbability());
        json.writeNumberField("seconds", nanos / 1e9);
    }

    private void write(JsonGenerator json, Result.Verdict verdict) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", verdict.name());
        json.writeStringField("kind", verdict.kind().label());
        json.writeStringField("verdict", verdict.finding().label());
        if (!verdict.message().isEmpty()) {
            json.writeStringField("message", verdict.message());
        }
        json.writeArrayFieldStart("path");
        for (Result.Path path : verdict.path()) {
            for (String action : path.actions()) {
                json.writeString(action);
            }
        }
        json.writeEndArray();
        Vector<Move.Choice> begun = verdict.path().toVector().flatMap(Result.Path::begun);
        if (!begun.isEmpty()) {
            json.writeArrayFieldStart("begun");
            for (Move.Choice choice : begun) {
                json.writeString(choice.toString());
            }
            json.writeEndArray();
        }
        for (int loop : verdict.path().flatMap(Result.Path::loop)) {
            json.writeNumberField("loop", loop);
        }
        for (Told story : told.get(verdict.name())) {
            for (String file : story.file()) {
                json.writeStringField("failureFile", file);
            }
            for (Likeness likeness : story.likeness()) {
                json.writeStringField(
                        "failureTakes",
                        switch (likeness) {
                            case SAME -> "path";
                            case OTHER_VALUES -> "path-with-other-values";
                            case OTHER_STEPS -> "other-steps";
                        });
            }
            if (!story.untold().isEmpty()) {
                json.writeStringField("noFailureFile", story.untold());
            }
        }
        json.writeEndObject();
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    // --------------------------------------------------------------------------------------- lines

    List<String> lines(Shell shell) {
        List<String> lines = new ArrayList<>();
        lines.add(shell.strong(verdict(), exitCode() != Exit.HOLDS) + ": " + settings + ending());
        for (Result.Verdict verdict : result.verdicts()) {
            lines.add(
                    "  "
                            + verdict.name()
                            + " ("
                            + verdict.kind().label()
                            + "): "
                            + verdict.finding().label()
                            + place(verdict)
                            + (verdict.message().isEmpty() ? "" : ": " + verdict.message()));
            verdict.path().forEach(path -> steps(path, lines));
            told.get(verdict.name()).forEach(story -> story(story, lines));
        }
        lines.add(
                "  "
                        + Amount.of(result.distinct(), "state")
                        + ", "
                        + Amount.of(result.generated())
                        + " generated, "
                        + result.depth().map(depth -> "depth " + depth + ", ").getOrElse("")
                        + Amount.of(result.terminal())
                        + " terminal, in "
                        + String.format(Locale.ROOT, "%.2f", nanos / 1e9)
                        + " s");
        lines.add(
                "  probability that two states were taken for one: at most "
                        + String.format(Locale.ROOT, "%.1e", result.collisionProbability()));
        return lines;
    }

    /** Which step violates what always holds: the last one of the path. */
    private static String place(Result.Verdict verdict) {
        boolean step =
                verdict.kind() == Property.Kind.ALWAYS && verdict.finding() == Finding.VIOLATED;
        int steps = verdict.path().map(path -> path.actions().size()).getOrElse(0);
        return !step ? "" : steps == 0 ? " at the beginning" : " in step " + steps;
    }

    private String verdict() {
        return switch (exitCode()) {
            case Exit.HOLDS -> "holds";
            case Exit.VIOLATED -> "violated";
            default -> "inconclusive";
        };
    }

    private String ending() {
        return switch (result.end()) {
            case EXHAUSTED -> ", every state visited";
            case VIOLATED -> ", to the first violation; --keep-going visits every state";
            case LIMIT ->
                    ", the limit on "
                            + result.limit().map(limit -> word(limit.name())).getOrElse("")
                            + " was reached first";
        };
    }

    private static void story(Told story, List<String> lines) {
        if (!story.untold().isEmpty()) {
            lines.add(
                    "    no failure file, for no simulation is known to do this: "
                            + story.untold());
        }
        for (Likeness likeness : story.likeness()) {
            switch (likeness) {
                case SAME -> {}
                case OTHER_VALUES ->
                        lines.add(
                                "    the steps above are those of the search; the story below takes"
                                        + " them with the smallest values");
                case OTHER_STEPS ->
                        lines.add(
                                "    the steps above are the shortest way that the search has"
                                        + " found; the story below is the smallest run that fails"
                                        + " like that, by other steps");
            }
        }
        story.run().forEach(run -> lines.addAll(FailureReport.story(run, new DiagramOption())));
        story.file().forEach(file -> lines.add("    failure file: " + file));
    }

    /** A state in one line that can be read. */
    private static String brief(String state) {
        return state.length() <= STATE_MAX ? state : state.substring(0, STATE_MAX) + " …";
    }

    private static void steps(Result.Path path, List<String> lines) {
        if (!path.begun().isEmpty()) {
            lines.add("       " + path.begun().mkString(", "));
        }
        lines.add("       " + brief(path.states().head()));
        for (int i = 0; i < path.actions().size(); i++) {
            lines.add(String.format(Locale.ROOT, "    %2d %s", i + 1, path.actions().get(i)));
            if (!path.changes().get(i).isEmpty()) {
                lines.add("       " + brief(path.changes().get(i)));
            }
        }
        for (int loop : path.loop()) {
            lines.add("       and so on for ever, as after step " + loop);
        }
    }
}
