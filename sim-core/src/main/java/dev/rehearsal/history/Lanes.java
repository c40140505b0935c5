package dev.rehearsal.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Operations as lanes over time, one for each process, in plain text.
 *
 * <p>Shape: at most {@value #WIDTH} columns. A bar reaches from invocation to completion; one that
 * is open for ever ends in an arrow. A star is a point of linearization. The event of a
 * contradiction is marked below.
 */
public final class Lanes {
    /** The widest line. */
    public static final int WIDTH = 100;

    private static final int LABEL = 8;

    private Lanes() {}

    /** The lanes of these operations; {@code marked} is the event to point at, or -1. */
    public static <I, O> String draw(
            Model<?, I, O> model, List<Operation<I, O>> operations, int marked) {
        return draw(model, operations, List.of(), marked);
    }

    /**
     * The same with the points of a legal order as stars, each at the moment at which its operation
     * takes effect.
     */
    public static <I, O> String draw(
            Model<?, I, O> model,
            List<Operation<I, O>> operations,
            List<Verdict.Placed<I, O>> order,
            int marked) {
        // An operation takes effect at the latest invocation of those up to it.
        Map<Integer, Integer> points = new HashMap<>();
        int moment = -1;
        for (Verdict.Placed<I, O> placed : order) {
            moment = Math.max(moment, placed.operation().invokedAt());
            points.put(placed.operation().number(), moment);
        }
        TreeMap<Integer, Integer> column = new TreeMap<>();
        for (Operation<I, O> operation : operations) {
            column.put(operation.invokedAt(), 0);
            if (operation.returnedAt() != Operation.OPEN) {
                column.put(operation.completedAt(), 0);
            }
        }
        int events = Math.max(1, column.size());
        int step = Math.max(1, Math.min(6, (WIDTH - LABEL - 2) / events));
        int place = 0;
        for (Map.Entry<Integer, Integer> entry : column.entrySet()) {
            entry.setValue(Math.min(WIDTH - LABEL - 2, step * place++));
        }
        int width = Math.min(WIDTH - LABEL - 1, step * events);
        Map<Integer, List<Operation<I, O>>> byProcess = new TreeMap<>();
        for (Operation<I, O> operation : operations) {
            byProcess.computeIfAbsent(operation.process(), _ -> new ArrayList<>()).add(operation);
        }
        StringBuilder text = new StringBuilder();
        byProcess.forEach((process, lane) -> {
            char[] row = " ".repeat(width + 1).toCharArray();
            StringBuilder words = new StringBuilder();
            for (Operation<I, O> operation : lane) {
                int from = column.get(operation.invokedAt());
                boolean open = operation.returnedAt() == Operation.OPEN;
                int to = open ? width : column.get(operation.completedAt());
                for (int c = from; c <= to; c++) {
                    row[c] = '-';
                }
                row[from] = '[';
                row[to] = open ? '>' : ']';
                String number = Integer.toString(operation.number());
                if (to - from > number.length() + 1) {
                    number.getChars(0, number.length(), row, from + 1);
                }
                Integer point = points.get(operation.number());
                Map.Entry<Integer, Integer> event = point == null ? null : column.floorEntry(point);
                if (event != null) {
                    int c = Math.max(event.getValue(), from) + 1;
                    while (c < to && row[c] != '-') {
                        c++;
                    }
                    if (c < to) {
                        row[c] = '*';
                    }
                }
                words.append("        #")
                        .append(operation.number())
                        .append(' ')
                        .append(Explanation.describe(model, operation))
                        .append('\n');
            }
            String label = "p" + process;
            text.append(label)
                    .append(" ".repeat(Math.max(1, LABEL - label.length())))
                    .append(new String(row).stripTrailing())
                    .append('\n')
                    .append(words);
        });
        if (column.containsKey(marked)) {
            text.append(" ".repeat(LABEL + column.get(marked)))
                    .append("^ event ")
                    .append(marked)
                    .append('\n');
        }
        return text.toString();
    }
}
