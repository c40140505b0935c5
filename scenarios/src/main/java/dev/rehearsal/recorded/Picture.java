package dev.rehearsal.recorded;

import dev.rehearsal.history.Explanation;
import dev.rehearsal.history.History;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;
import dev.rehearsal.history.Verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An explanation as a drawing: lanes over events as SVG, which needs nothing else to be shown.
 *
 * <p>Shape: one lane for each process, one for the harness. Bars are operations, dots are points of
 * linearization of a longest legal order, the bad event is a line. What is not needed is dimmed,
 * not hidden.
 *
 * @param bars the operations
 * @param notes what the harness did, by event
 * @param marked the event that gives it away
 */
public record Picture(List<Bar> bars, List<History.Note> notes, int marked) {

    /**
     * One operation.
     *
     * @param to the event of its completion; -1 if it is open for ever
     * @param point its place in the longest legal order, from 1; 0 if it has none
     */
    public record Bar(
            int number,
            int process,
            int from,
            int to,
            String label,
            int point,
            boolean needed,
            boolean assumed) {}

    private static final int LANE = 44;
    private static final int STEP = 34;
    private static final int LEFT = 70;

    static <I, O> Picture of(
            Model<?, I, O> model, Explanation<I, O> explanation, History<I, O> history) {
        Map<Integer, Integer> points = new HashMap<>();
        Set<Integer> assumed = new HashSet<>();
        for (Verdict.Placed<I, O> placed : explanation.order()) {
            points.put(placed.operation().number(), points.size() + 1);
            if (placed.assumed()) {
                assumed.add(placed.operation().number());
            }
        }
        Set<Integer> needed = new HashSet<>();
        explanation.observations().forEach(operation -> needed.add(operation.number()));
        needed.add(explanation.culprit().number());
        List<Bar> bars = new ArrayList<>();
        int first = Integer.MAX_VALUE;
        for (Operation<I, O> operation : explanation.window()) {
            first = Math.min(first, operation.invokedAt());
            bars.add(
                    new Bar(
                            operation.number(),
                            operation.process(),
                            operation.invokedAt(),
                            operation.outcome() == Outcome.UNKNOWN ? -1 : operation.completedAt(),
                            Explanation.describe(model, operation),
                            points.getOrDefault(operation.number(), 0),
                            needed.contains(operation.number()) || !observes(model, operation),
                            assumed.contains(operation.number())));
        }
        int from = first;
        return new Picture(
                List.copyOf(bars),
                history.notes().stream()
                        .filter(note ->
                                note.at() >= from && note.at() <= explanation.badPrefixEnd())
                        .toList(),
                explanation.badPrefixEnd());
    }

    private static <I, O> boolean observes(Model<?, I, O> model, Operation<I, O> operation) {
        return operation.outcome() == Outcome.OK
                && model.observes(operation.input(), operation.output());
    }

    /** The drawing alone. */
    public String svg() {
        TreeMap<Integer, Integer> columns = new TreeMap<>();
        TreeMap<Integer, Integer> rows = new TreeMap<>();
        for (Bar bar : bars) {
            columns.put(bar.from(), 0);
            if (bar.to() >= 0) {
                columns.put(bar.to(), 0);
            }
            rows.put(bar.process(), 0);
        }
        notes.forEach(note -> columns.put(note.at(), 0));
        columns.put(marked, 0);
        int column = 0;
        for (Map.Entry<Integer, Integer> entry : columns.entrySet()) {
            entry.setValue(LEFT + STEP * column++);
        }
        int width = LEFT + STEP * (column + 2);
        int row = 0;
        for (Map.Entry<Integer, Integer> entry : rows.entrySet()) {
            entry.setValue(30 + LANE * row++);
        }
        int notesAt = 30 + LANE * row;
        int height = notesAt + (notes.isEmpty() ? 20 : LANE);
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" font-family=\"sans-serif\" font-size=\"11\">\n");
        rows.forEach((process, y) ->
                svg.append("<text x=\"4\" y=\"")
                        .append(y + 14)
                        .append("\">process ")
                        .append(process)
                        .append("</text>\n"));
        for (Bar bar : bars) {
            int y = rows.get(bar.process());
            int from = columns.get(bar.from());
            int to = bar.to() < 0 ? width - 12 : columns.get(bar.to());
            boolean bad = bar.to() == marked;
            svg.append("<g opacity=\"")
                    .append(bar.needed() || bad ? "1" : "0.4")
                    .append("\"><title>#")
                    .append(bar.number())
                    .append(' ')
                    .append(escaped(bar.label()))
                    .append("</title><rect x=\"")
                    .append(from)
                    .append("\" y=\"")
                    .append(y)
                    .append("\" width=\"")
                    .append(Math.max(6, to - from))
                    .append("\" height=\"20\" rx=\"3\" fill=\"")
                    .append(bad ? "#f4b6b0" : "#cfe0f5")
                    .append("\" stroke=\"#456\"")
                    .append(bar.to() < 0 ? " stroke-dasharray=\"4 3\"" : "")
                    .append("/><text x=\"")
                    .append(from + 3)
                    .append("\" y=\"")
                    .append(y + 14)
                    .append("\">#")
                    .append(bar.number())
                    .append(' ')
                    .append(escaped(bar.label()))
                    .append("</text>");
            if (bar.to() < 0) {
                svg.append("<text x=\"")
                        .append(width - 12)
                        .append("\" y=\"")
                        .append(y + 14)
                        .append("\">→</text>");
            }
            if (bar.point() > 0) {
                svg.append("<circle cx=\"")
                        .append((from + Math.min(to, from + STEP)) / 2)
                        .append("\" cy=\"")
                        .append(y + 27)
                        .append("\" r=\"4\" fill=\"")
                        .append(bar.assumed() ? "#fff" : "#263")
                        .append("\" stroke=\"#263\"/><text x=\"")
                        .append((from + Math.min(to, from + STEP)) / 2 + 6)
                        .append("\" y=\"")
                        .append(y + 31)
                        .append("\" font-size=\"9\">")
                        .append(bar.point())
                        .append("</text>");
            }
            svg.append("</g>\n");
        }
        for (History.Note note : notes) {
            svg.append("<text x=\"")
                    .append(columns.get(note.at()))
                    .append("\" y=\"")
                    .append(notesAt + 14)
                    .append("\" fill=\"#853\">")
                    .append(escaped(note.text()))
                    .append("</text>\n");
        }
        int x = columns.get(marked);
        svg.append("<line x1=\"")
                .append(x)
                .append("\" y1=\"10\" x2=\"")
                .append(x)
                .append("\" y2=\"")
                .append(height)
                .append("\" stroke=\"#c22\" stroke-dasharray=\"3 3\"/><text x=\"")
                .append(x + 3)
                .append("\" y=\"20\" fill=\"#c22\">event ")
                .append(marked)
                .append("</text>\n</svg>\n");
        return svg.toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
