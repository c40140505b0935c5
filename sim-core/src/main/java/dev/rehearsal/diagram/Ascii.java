package dev.rehearsal.diagram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws a storyboard in plain characters. */
final class Ascii {

    private static final int GAP_MIN = 10;
    private static final int GAP_MAX = 26;
    private static final int LANES_MAX = 9;

    /** Columns right of the last lane, for its name and bars. */
    private static final int TAIL = 4;

    private static final long PAUSE_NANOS = 10_000_000;
    private static final int LONG_ROWS = 40;

    /** What a note says beyond that is for other places. */
    private static final int NOTE_MAX = 4 * Diagram.COLUMNS;

    /** A row of characters over the lanes. */
    private final class Line {
        final char[] cells = new char[Diagram.COLUMNS];

        Line() {
            Arrays.fill(cells, ' ');
            column.forEach((lane, at) -> cells[at] = look(lane));
        }

        void put(int at, String text) {
            for (int i = 0; i < text.length(); i++) {
                if (at + i >= 0 && at + i < cells.length) {
                    cells[at + i] = text.charAt(i);
                }
            }
        }

        /** A run of dashes that lets the lanes through. */
        void dash(int from, int to) {
            for (int i = from; i < to; i++) {
                cells[i] = column.containsValue(i) ? cells[i] : '-';
            }
        }
    }

    private final Storyboard story;
    private final List<String> lanes;
    private final Set<String> hidden = new HashSet<>();
    private final Map<String, Integer> column = new HashMap<>();
    private final Set<String> down = new HashSet<>();
    private final Set<String> asking = new HashSet<>();
    private final List<String> lines = new ArrayList<>();
    private final Clock clock;
    private final int timeWidth;
    private int left;
    private boolean lost;
    private boolean open;

    Ascii(Storyboard story) {
        this.story = story;
        this.clock = Clock.of(story.rows());
        this.timeWidth = clock.text(latest(story.rows())).length();
        this.lanes = fitting(story);
        int first = timeWidth + 4;
        int gap =
                lanes.size() < 2
                        ? GAP_MAX
                        : Math.min(GAP_MAX, (Diagram.COLUMNS - TAIL - first) / (lanes.size() - 1));
        for (int i = 0; i < lanes.size(); i++) {
            column.put(lanes.get(i), first + i * gap);
        }
        left = first - 2;
    }

    private static long latest(List<Row> rows) {
        return rows.stream().mapToLong(Row::nanos).max().orElse(0);
    }

    /** The lanes for which there is room: the busiest, in their order. */
    private List<String> fitting(Storyboard board) {
        List<String> all = board.lanes();
        int room = Math.min(LANES_MAX, 1 + (Diagram.COLUMNS - TAIL - timeWidth - 4) / GAP_MIN);
        if (all.size() <= room) {
            return all;
        }
        Map<String, Integer> weight = new HashMap<>();
        for (Row row : board.rows()) {
            switch (row) {
                case Row.Message message -> {
                    weight.merge(message.from(), 1, Integer::sum);
                    weight.merge(message.to(), 1, Integer::sum);
                }
                case Row.Moment moment -> weight.merge(moment.lane(), 1, Integer::sum);
                case Row.Power power ->
                        power.lanes().forEach(lane -> weight.merge(lane, 2, Integer::sum));
            }
        }
        List<String> byWeight = new ArrayList<>(all);
        byWeight.sort((a, b) -> weight.getOrDefault(b, 0) - weight.getOrDefault(a, 0));
        hidden.addAll(byWeight.subList(room, byWeight.size()));
        return all.stream().filter(lane -> !hidden.contains(lane)).toList();
    }

    String draw() {
        if (lanes.isEmpty()) {
            lines.add("(nothing happened)");
            notes(0);
            return String.join("\n", lines) + "\n";
        }
        String names = names();
        lines.add(names);
        emit("", new Line());
        long before = 0;
        String shown = "";
        int unseen = 0;
        for (Row row : story.rows()) {
            if (row.nanos() - before >= PAUSE_NANOS && lines.size() > 2) {
                emit("", new Line());
            }
            Line line = new Line();
            if (!draw(line, row)) {
                unseen++;
                continue;
            }
            before = row.nanos();
            String time = clock.text(row.nanos());
            emit(time.equals(shown) ? "" : time, line);
            shown = time;
        }
        if (lines.size() > LONG_ROWS) {
            lines.add(names);
        }
        notes(unseen);
        return String.join("\n", lines) + "\n";
    }

    private void notes(int unseen) {
        List<String> notes = new ArrayList<>(story.notes());
        if (open) {
            notes.add("~ still on its way where the diagram ends");
        }
        if (lost) {
            notes.add(">X arrives where nobody is to take it");
        }
        if (!hidden.isEmpty()) {
            notes.add(
                    "not drawn, the least busy of "
                            + (lanes.size() + hidden.size())
                            + " lanes: "
                            + String.join(", ", hidden.stream().sorted().toList())
                            + " ("
                            + unseen
                            + " rows)");
        }
        if (!notes.isEmpty()) {
            lines.add("");
        }
        for (String note : notes) {
            lines.addAll(wrapped(note));
        }
    }

    /** A note in lines that fit, the later ones indented further. */
    private static List<String> wrapped(String note) {
        List<String> fitting = new ArrayList<>();
        String line = " ";
        for (String word : Brief.cut(note, NOTE_MAX).split(" ")) {
            if (line.length() + 1 + word.length() > Diagram.COLUMNS && !line.isBlank()) {
                fitting.add(line);
                line = "     ";
            }
            line = Brief.cut(line + " " + word, Diagram.COLUMNS);
        }
        fitting.add(line);
        return fitting;
    }

    private void emit(String time, Line line) {
        line.put(timeWidth - time.length(), time);
        lines.add(new String(line.cells).stripTrailing());
    }

    private String names() {
        char[] cells = new char[Diagram.COLUMNS];
        Arrays.fill(cells, ' ');
        int free = 0;
        int gap = lanes.size() < 2 ? GAP_MAX : column.get(lanes.get(1)) - column.get(lanes.get(0));
        for (String lane : lanes) {
            String name = Brief.ascii(lane);
            if (name.length() > gap - 1) {
                name = shortened(name, gap - 1);
            }
            int at = column.get(lane) - name.length() / 2;
            at = Math.max(free, Math.min(at, Diagram.COLUMNS - name.length()));
            int over = at + name.length() - Diagram.COLUMNS;
            if (over > 0) {
                name = ".." + name.substring(over + 2);
            }
            for (int i = 0; i < name.length(); i++) {
                cells[at + i] = name.charAt(i);
            }
            free = at + name.length() + 1;
        }
        return new String(cells).stripTrailing();
    }

    /** The node and the end of a path, where there is room for both; else the end alone. */
    static String shortened(String path, int room) {
        String node = path.substring(0, path.indexOf('/') + 1);
        int tail = room - node.length() - 2;
        return tail < 3
                ? ".." + path.substring(path.length() - room + 2)
                : node + ".." + path.substring(path.length() - tail);
    }

    private char look(String lane) {
        return down.contains(lane) ? ':' : asking.contains(lane) ? '#' : '|';
    }

    private boolean draw(Line line, Row row) {
        return switch (row) {
            case Row.Message message -> message(line, message);
            case Row.Moment moment -> moment(line, moment);
            case Row.Power power -> power(line, power);
        };
    }

    // -------------------------------------------------------------------------- on a single lane

    private boolean moment(Line line, Row.Moment moment) {
        Integer at = column.get(moment.lane());
        if (at == null) {
            return false;
        }
        switch (moment.kind()) {
            case BEGIN -> {
                asking.add(moment.lane());
                line.put(at, "+");
            }
            case END -> {
                asking.remove(moment.lane());
                line.put(at, "+");
            }
            case TIMER -> line.put(at, "o");
            case SYNC -> line.put(at, "=");
            case BORN -> {
                down.remove(moment.lane());
                line.put(at, "O");
            }
            case GONE -> {
                down.add(moment.lane());
                line.put(at, "X");
            }
            case NOTE -> line.put(at, "!");
            case VIOLATION -> line.put(at, "^");
        }
        beside(line, at, at, moment.kind() == Row.Kind.VIOLATION ? "^^ " : "", moment.text());
        return true;
    }

    private boolean power(Line line, Row.Power power) {
        int last = -1;
        int first = Diagram.COLUMNS;
        for (String lane : power.lanes()) {
            if (power.on()) {
                down.remove(lane);
            } else {
                down.add(lane);
            }
            Integer at = column.get(lane);
            if (at != null) {
                line.put(at - 2, power.on() ? "==O==" : "==X==");
                first = Math.min(first, at - 2);
                last = Math.max(last, at + 2);
            }
        }
        if (last < 0) {
            return false;
        }
        beside(line, first, last, "", power.text());
        return true;
    }

    /** Writes a text right of what is drawn from {@code first} to {@code last}, else left of it. */
    private void beside(Line line, int first, int last, String lead, String text) {
        int right = Diagram.COLUMNS - last - 2;
        int room = first - 1 - left;
        if (lead.length() + text.length() <= right || right >= room) {
            line.put(last + 2 - (lead.isEmpty() ? 0 : 1), Brief.cut(lead + text, right));
        } else {
            String cut = Brief.cut(text, room - lead.length()) + (lead.isEmpty() ? "" : " ^^");
            line.put(first - 1 - cut.length() + (lead.isEmpty() ? 0 : 1), cut);
        }
    }

    // ------------------------------------------------------------------------------------- arrows

    private boolean message(Line line, Row.Message message) {
        Integer from = column.get(message.from());
        Integer to = column.get(message.to());
        if (from == null || to == null) {
            return false;
        }
        if (from.equals(to)) {
            beside(line, from, from, "", "to itself: " + Brief.of(message.content()));
            return true;
        }
        open |= message.end() == Row.End.OPEN && message.mark().isEmpty();
        lost |= message.end() == Row.End.LOST;
        new Arrow(line, from, to, message).draw();
        return true;
    }

    /**
     * One arrow between two lanes. It is laid out from the sender on: a shaft, the text, what
     * becomes of the message; for an arrow to the left everything but the words is mirrored.
     */
    private final class Arrow {
        private final Line line;
        private final int from;
        private final int to;
        private final boolean rightwards;
        private final int width;
        private final Row.Message message;

        Arrow(Line line, int from, int to, Row.Message message) {
            this.line = line;
            this.from = from;
            this.to = to;
            this.rightwards = from < to;
            this.width = Math.abs(to - from) - 1;
            this.message = message;
        }

        void draw() {
            String again = message.copy() > 0 ? " again" : "";
            String full = Brief.of(message.content()) + again;
            String tight = Brief.tight(message.content()) + again;
            if (fits(full)) {
                draw(full);
            } else if (fits(tight)) {
                draw(tight);
            } else if (besides(full)) {
                draw("");
            } else {
                draw(Brief.cut(tight, Math.max(0, width - overhead())));
            }
            if (message.end() == Row.End.LOST) {
                line.put(to, "X");
            }
        }

        private boolean fits(String text) {
            return text.length() <= width - overhead();
        }

        /** The characters of the arrow that are not its text. */
        private int overhead() {
            int mark = message.mark().isEmpty() ? 0 : message.mark().length() + 2;
            return switch (message.part()) {
                case WHOLE -> message.end() == Row.End.DROPPED ? 6 : 5 + mark + (mark > 0 ? 1 : 0);
                case LEAVES -> 6 + Math.max(1, mark);
                case ARRIVES -> 5 + mark;
            };
        }

        private void draw(String text) {
            String mark = message.mark().isEmpty() ? "" : "(" + message.mark() + ")";
            switch (message.part()) {
                case WHOLE -> {
                    if (message.end() == Row.End.DROPPED) {
                        int end = put(label(0, text), "--X");
                        String word = " dropped";
                        if (end + word.length() <= width) {
                            put(end, rightwards ? word : "dropped ");
                        } else {
                            besides("dropped");
                        }
                    } else {
                        int end = label(0, text);
                        if (!mark.isEmpty()) {
                            end = put(end, rightwards ? mark + " " : " " + mark);
                        }
                        dash(end, width - 1);
                        put(width - 1, rightwards ? ">" : "<");
                    }
                }
                case LEAVES -> put(label(0, text), mark.isEmpty() ? "--~" : "--" + mark);
                case ARRIVES -> {
                    int own = text.isEmpty() ? 3 : text.length() + 6;
                    int start = Math.max(0, width - mark.length() - own);
                    put(start, mark);
                    int end = label(start + mark.length(), text);
                    dash(end, width - 1);
                    put(width - 1, rightwards ? ">" : "<");
                }
            }
        }

        /** The shaft and the text; returns where it ends. */
        private int label(int start, String text) {
            if (text.isEmpty()) {
                return dash(start, start + 2);
            }
            int end = dash(start, start + 2);
            return put(end, " " + text + " ");
        }

        private int dash(int start, int end) {
            if (rightwards) {
                line.dash(from + 1 + start, from + 1 + end);
            } else {
                line.dash(from - end, from - start);
            }
            return Math.max(start, end);
        }

        /** Puts some characters at a distance from the sender; mirrors what points somewhere. */
        private int put(int start, String text) {
            String turned = text;
            if (!rightwards && (text.startsWith("--"))) {
                String tail = text.substring(2);
                turned = tail + "--";
            }
            line.put(rightwards ? from + 1 + start : from - start - text.length(), turned);
            return start + text.length();
        }

        /** Writes the text beside the arrow where there is room for it. */
        private boolean besides(String text) {
            int low = Math.min(from, to);
            int high = Math.max(from, to);
            if (high + 2 + text.length() <= Diagram.COLUMNS) {
                line.put(high + 2, text);
                return true;
            }
            if (low - 2 - text.length() >= left) {
                line.put(low - 1 - text.length(), text);
                return true;
            }
            return false;
        }
    }
}
