package dev.rehearsal.diagram;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Draws a storyboard as an SVG element. Colours come from the page that it stands in, by CSS
 * variables whose names begin with {@code --d-}; without them it is drawn in the colour of the
 * text.
 */
final class Svg {

    private static final int ROW = 26;
    private static final int TOP = 44;
    private static final int TIME = 86;
    private static final int LANE_MIN = 150;
    private static final int LANE_MAX = 240;
    private static final int TAIL = 190;
    private static final double CHAR = 6.3;

    private final Storyboard story;
    private final List<String> lanes;
    private final Map<String, Integer> column = new HashMap<>();
    private final Set<String> down = new HashSet<>();
    private final Map<String, Integer> asking = new HashMap<>();
    private final StringBuilder back = new StringBuilder();
    private final StringBuilder front = new StringBuilder();
    private final Clock clock;
    private final int gap;
    private final int width;

    Svg(Storyboard story) {
        this.story = story;
        this.lanes = story.lanes();
        this.clock = Clock.of(story.rows());
        int longest = 0;
        for (Row row : story.rows()) {
            if (row instanceof Row.Message message) {
                longest = Math.max(longest, Brief.of(message.content()).length() + 4);
            }
        }
        gap = (int) Math.clamp(longest * CHAR + 24, LANE_MIN, LANE_MAX);
        for (int i = 0; i < lanes.size(); i++) {
            column.put(lanes.get(i), TIME + gap / 3 + i * gap);
        }
        width = TIME + gap / 3 + Math.max(0, lanes.size() - 1) * gap + TAIL;
    }

    String draw() {
        int y = TOP;
        long before = -1;
        for (Row row : story.rows()) {
            y += ROW;
            if (row.nanos() != before) {
                text(front, TIME - 12, y + 4, "end", "t", clock.text(row.nanos()));
                before = row.nanos();
            }
            row(row, y);
        }
        int end = y + ROW;
        StringBuilder svg = new StringBuilder();
        int height = end + 14 + 20 * story.notes().size();
        svg.append(
                        "<svg class=\"diagram\" role=\"img\" aria-label=\"sequence diagram\""
                                + " viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,monospace\"")
                .append(" font-size=\"11\">\n");
        for (String lane : lanes) {
            int x = column.get(lane);
            line(svg, x, TOP, x, end, "var(--d-lane,currentColor)", 1, "");
            double half = Math.min(gap - 16, Brief.ascii(lane).length() * 7.0 + 18) / 2;
            svg.append(
                    rect(
                            x - half,
                            10,
                            2 * half,
                            24,
                            "var(--d-head,none)",
                            "var(--d-lane,currentColor)"));
            text(svg, x, 26, "middle", "h", Brief.cut(Brief.ascii(lane), gap / 7 - 3));
        }
        asking.forEach((lane, from) -> bar(lane, from, end));
        svg.append(back).append(front);
        int at = end + 16;
        for (String note : story.notes()) {
            text(svg, 4, at, "start", "t", Brief.ascii(note));
            at += 20;
        }
        return svg.append("</svg>\n").toString();
    }

    private void row(Row row, int y) {
        switch (row) {
            case Row.Message message -> message(message, y);
            case Row.Moment moment -> moment(moment, y);
            case Row.Power power -> {
                for (String lane : power.lanes()) {
                    power(lane, power.on(), y);
                }
                String last = power.lanes().filter(column::containsKey).lastOption().getOrNull();
                if (last != null) {
                    beside(last, y, power.on() ? "n" : "b", power.text());
                }
            }
        }
    }

    private void power(String lane, boolean on, int y) {
        Integer x = column.get(lane);
        if (x == null) {
            return;
        }
        if (on) {
            down.remove(lane);
        } else {
            down.add(lane);
            stopAsking(lane, y);
        }
        front.append(
                rect(
                        x - 14,
                        y - 4,
                        28,
                        8,
                        on ? "var(--d-good,currentColor)" : "var(--d-bad,currentColor)",
                        "none"));
    }

    private void moment(Row.Moment moment, int y) {
        Integer x = column.get(moment.lane());
        if (x == null) {
            return;
        }
        String colour = "var(--d-ink,currentColor)";
        String style = "n";
        switch (moment.kind()) {
            case BEGIN -> asking.put(moment.lane(), y);
            case END -> stopAsking(moment.lane(), y);
            case VIOLATION -> {
                colour = "var(--d-bad,currentColor)";
                style = "b";
            }
            case GONE -> colour = "var(--d-bad,currentColor)";
            case TIMER, SYNC, BORN, NOTE -> {}
        }
        if (moment.kind() == Row.Kind.VIOLATION) {
            back.append(rect(0, y - ROW / 2.0, width, ROW, "var(--d-bad-soft,none)", "none"));
        }
        front.append(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>\n",
                        x,
                        y,
                        colour));
        beside(moment.lane(), y, style, moment.text());
    }

    private void stopAsking(String lane, int y) {
        Integer from = asking.remove(lane);
        if (from != null) {
            bar(lane, from, y);
        }
    }

    /** An operation is open. */
    private void bar(String lane, int from, int to) {
        Integer x = column.get(lane);
        if (x != null) {
            back.append(rect(x - 4, from, 8, Math.max(2, to - from), "var(--d-open,none)", "none"));
        }
    }

    private void message(Row.Message message, int y) {
        Integer from = column.get(message.from());
        Integer to = column.get(message.to());
        if (from == null || to == null) {
            return;
        }
        String what =
                (message.mark().isEmpty() ? "" : "(" + message.mark() + ") ")
                        + Brief.of(message.content())
                        + (message.copy() > 0 ? " again" : "");
        if (from.equals(to)) {
            beside(message.from(), y, "n", "to itself: " + what);
            return;
        }
        boolean dropped = message.end() == Row.End.DROPPED;
        boolean lost = message.end() == Row.End.LOST;
        boolean partial = message.part() != Row.Part.WHOLE || message.end() == Row.End.OPEN;
        String colour =
                dropped || lost
                        ? "var(--d-bad,currentColor)"
                        : message.mark().isEmpty() && message.copy() == 0
                                ? "var(--d-ink,currentColor)"
                                : "var(--d-odd,currentColor)";
        int side = from < to ? 1 : -1;
        double tip = to - side * 3.0;
        double start = from + side * 3.0;
        if (dropped) {
            tip = from + (to - from) * 0.8;
        } else if (message.part() == Row.Part.LEAVES) {
            tip = from + (to - from) * 0.55;
        } else if (message.part() == Row.Part.ARRIVES) {
            start = from + (to - from) * 0.3;
        }
        line(front, start, y, tip, y, colour, 1.4, partial ? " stroke-dasharray=\"5 4\"" : "");
        front.append(dropped ? cross(tip, y, colour) : head(tip, y, side, colour));
        if (lost) {
            front.append(cross(tip - side * 10, y, colour));
        }
        int room = (int) ((Math.abs(to - from) - 14) / CHAR);
        text(
                front,
                (start + tip) / 2 + (message.part() == Row.Part.WHOLE ? 0 : side * 4),
                y - 5,
                "middle",
                dropped || lost ? "b" : "n",
                Brief.cut(what, Math.max(room, 8)));
    }

    private static String head(double x, int y, int side, String colour) {
        return String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %d l%d -4 v8 z\" fill=\"%s\"/>\n",
                x,
                y,
                -7 * side,
                colour);
    }

    private static String cross(double x, int y, String colour) {
        return String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %d l8 8 m0 -8 l-8 8\" stroke=\"%s\" stroke-width=\"1.8\""
                        + " fill=\"none\"/>\n",
                x - 4,
                y - 4,
                colour);
    }

    private void beside(String lane, int y, String style, String words) {
        int x = column.get(lane) + 12;
        boolean last = lane.equals(lanes.getLast());
        text(
                front,
                x,
                y + 4,
                "start",
                style,
                Brief.cut(Brief.ascii(words), (int) ((last ? TAIL - 16 : width - x) / CHAR)));
    }

    private static String rect(
            double x, double y, double width, double height, String fill, String stroke) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\" fill=\"%s\""
                        + " stroke=\"%s\"/>\n",
                x,
                y,
                width,
                height,
                fill,
                stroke);
    }

    private static void line(
            StringBuilder into,
            double x1,
            double y1,
            double x2,
            double y2,
            String colour,
            double wide,
            String more) {
        into.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                                + " stroke-width=\"%.1f\"%s/>\n",
                        x1,
                        y1,
                        x2,
                        y2,
                        colour,
                        wide,
                        more));
    }

    /**
     * A text: {@code t} quiet, {@code h} of a head, {@code n} plain, {@code b} of something bad.
     */
    private static void text(
            StringBuilder into, double x, double y, String anchor, String style, String words) {
        String fill =
                switch (style) {
                    case "t" -> "var(--d-quiet,currentColor)";
                    case "b" -> "var(--d-bad,currentColor)";
                    default -> "var(--d-text,currentColor)";
                };
        into.append(
                        String.format(
                                Locale.ROOT,
                                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\"%s",
                                x,
                                y,
                                anchor,
                                fill,
                                style.equals("h") || style.equals("b")
                                        ? " font-weight=\"600\">"
                                        : ">"))
                .append(escaped(words))
                .append("</text>\n");
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
