package dev.rehearsal.diagram;

import dev.rehearsal.decision.Point;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a storyboard as a Mermaid sequence diagram. */
final class Mermaid {

    private final Storyboard story;
    private final Map<String, String> names = new HashMap<>();
    private final StringBuilder text = new StringBuilder("sequenceDiagram\n");

    Mermaid(Storyboard story) {
        this.story = story;
    }

    String draw() {
        List<String> lanes = story.lanes();
        for (int i = 0; i < lanes.size(); i++) {
            names.put(lanes.get(i), "p" + (i + 1));
            line("participant p" + (i + 1) + " as " + escaped(lanes.get(i)));
        }
        for (Row row : story.rows()) {
            switch (row) {
                case Row.Message message -> message(message);
                case Row.Moment moment ->
                        line(
                                "Note over "
                                        + names.get(moment.lane())
                                        + ": "
                                        + escaped(moment.text())
                                        + at(moment));
                case Row.Power power ->
                        line(
                                "Note over "
                                        + names.get(power.lanes().head())
                                        + (power.lanes().size() > 1
                                                ? "," + names.get(power.lanes().last())
                                                : "")
                                        + ": "
                                        + escaped(power.text())
                                        + at(power));
            }
        }
        if (!lanes.isEmpty()) {
            for (String note : story.notes()) {
                String over = lanes.size() == 1 ? "p1" : "p1,p" + lanes.size();
                line("Note over " + over + ": " + escaped(note));
            }
        }
        return text.toString();
    }

    private void message(Row.Message message) {
        String what = escaped(Brief.of(message.content()));
        String mark = message.mark().isEmpty() ? "" : "(" + message.mark() + ") ";
        String from = names.get(message.from());
        String to = names.get(message.to());
        switch (message.part()) {
            case WHOLE -> {
                switch (message.end()) {
                    case DROPPED -> line(from + "--x" + to + ": " + what + " dropped");
                    case LOST -> line(from + "-x" + to + ": " + mark + what + " finds nobody");
                    case HANDLED, OPEN -> line(from + "->>" + to + ": " + mark + what);
                }
            }
            case LEAVES ->
                    line(
                            "Note over "
                                    + from
                                    + ": "
                                    + mark
                                    + what
                                    + " leaves for "
                                    + escaped(message.to())
                                    + (message.end() == Row.End.OPEN && mark.isEmpty()
                                            ? ", still on its way at the end"
                                            : ""));
            case ARRIVES ->
                    line(
                            from
                                    + (message.end() == Row.End.LOST ? "-x" : "-->>")
                                    + to
                                    + ": "
                                    + mark
                                    + what
                                    + (message.copy() > 0 ? " again" : " at last")
                                    + at(message));
        }
    }

    private static String at(Row row) {
        return " (" + Brief.ascii(Point.time(row.nanos())) + ")";
    }

    private void line(String content) {
        text.append("    ").append(content).append('\n');
    }

    /** What Mermaid would read as the end of a statement, a comment, an entity or a tag. */
    private static String escaped(String words) {
        StringBuilder escaped = new StringBuilder(words.length());
        for (char c : Brief.ascii(words).toCharArray()) {
            switch (c) {
                case '#', ';', '%', '<', '>', '{', '}' ->
                        escaped.append('#').append((int) c).append(';');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
