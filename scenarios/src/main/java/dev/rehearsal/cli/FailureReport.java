package dev.rehearsal.cli;

import dev.rehearsal.diagram.Diagram;
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
        lines.add("");
        lines.addAll(StoryText.lines(traced).asJava());
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
}
