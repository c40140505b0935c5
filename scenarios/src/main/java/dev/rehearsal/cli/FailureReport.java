package dev.rehearsal.cli;

import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.story.StoryText;

import java.util.ArrayList;
import java.util.List;

/** A failing story as a reader gets it: sentences, the picture, how small it is. */
final class FailureReport {

    /** A picture that is longer says nothing at one glance. */
    private static final int LINES_MAX = 150;

    /** A longer run is not drawn as a whole: nobody would look, and it takes gigabytes. */
    static final int STEPS_MAX = 20_000;

    private FailureReport() {}

    /** The sentences and the picture of a traced run. */
    static List<String> story(Run traced, DiagramOption diagram) {
        List<String> lines = new ArrayList<>();
        List<String> sentences = StoryText.of(traced);
        lines.add("");
        lines.add("the story:");
        lines.addAll(
                sentences.isEmpty()
                        ? List.of("  nothing is asked and nothing goes wrong")
                        : sentences);
        lines.add("");
        if (traced.steps() > STEPS_MAX) {
            lines.add("no diagram of " + traced.steps() + " steps: replay --until STEP draws some");
            lines.add("");
            return lines;
        }
        List<String> picture = diagram.draw(Diagram.of(traced)).lines().toList();
        if (picture.size() <= LINES_MAX || diagram.isGiven()) {
            lines.addAll(picture);
        } else {
            lines.add("the diagram has " + picture.size() + " lines: replay shows it");
        }
        lines.add("");
        return lines;
    }

    /** How much smaller it became. */
    static String shrunk(Shrunk shrunk) {
        Size before = Size.of(shrunk.before());
        Size after = Size.of(shrunk.after());
        return "shrunk: operations "
                + change(before.operations(), after.operations())
                + ", faults "
                + change(before.faults(), after.faults())
                + ", faults and delays "
                + change(before.decisions(), after.decisions())
                + ", steps "
                + change(before.steps(), after.steps())
                + "; "
                + Words.count(shrunk.runs(), "run")
                + ", "
                + (shrunk.oneMinimal() ? "1-minimal" : "not 1-minimal")
                + ", "
                + shrunk.standing().label()
                + (shrunk.exhausted() ? "" : ", ended by its budget");
    }

    private static String change(long before, long after) {
        return before + " -> " + after;
    }
}
