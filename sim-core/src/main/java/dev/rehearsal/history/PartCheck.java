package dev.rehearsal.history;

import dev.rehearsal.history.Verdict.Contradiction;
import dev.rehearsal.history.Verdict.End;
import dev.rehearsal.history.Verdict.Order;
import dev.rehearsal.history.Verdict.Placed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The linearizability of one part: search, replay of what was found, and the exact end of the bad
 * prefix.
 */
final class PartCheck<S, I, O> {
    private final Model<S, I, O> model;
    private final Object part;
    private final List<Operation<I, O>> operations;
    private final long budget;

    private long configurations;
    private @Nullable Order<I, O> order;
    private @Nullable Contradiction<I, O> contradiction;
    private int furthestEvent = -1;
    private int widest;

    PartCheck(Model<S, I, O> model, Object part, List<Operation<I, O>> operations, long budget) {
        this.model = model;
        this.part = part;
        this.operations = operations;
        this.budget = budget;
    }

    long configurations() {
        return configurations;
    }

    Order<I, O> order() {
        if (order == null) {
            throw new IllegalStateException("no order was found");
        }
        return order;
    }

    Contradiction<I, O> contradiction() {
        if (contradiction == null) {
            throw new IllegalStateException("no contradiction was found");
        }
        return contradiction;
    }

    int furthestEvent() {
        return furthestEvent;
    }

    int widest() {
        return widest;
    }

    End run() {
        Timeline<I, O> line = new Timeline<>(model, operations);
        LinearSearch<S, I, O> search = search(line, budget);
        LinearSearch.End end = search.run();
        configurations += search.configurations();
        widest = line.widest;
        return switch (end) {
            case FOUND -> {
                order = replayed(line, search.order());
                yield End.HOLDS;
            }
            case BUDGET -> {
                furthestEvent = eventAt(line, search);
                yield End.UNKNOWN;
            }
            case EXHAUSTED -> {
                contradiction = endOfBadPrefix(line, search);
                yield End.VIOLATED;
            }
        };
    }

    private LinearSearch<S, I, O> search(Timeline<I, O> line, long limit) {
        return new LinearSearch<>(line, new Steps<>(model, model.quotient(line.operations)), limit);
    }

    /**
     * The furthest return event is where the bad prefix ends, if operations open there could not
     * have done anything else than what they returned later. Where they could, the prefix itself is
     * asked, and longer ones after it.
     */
    private Contradiction<I, O> endOfBadPrefix(Timeline<I, O> line, LinearSearch<S, I, O> search) {
        Contradiction<I, O> found = contradictionAt(line, search);
        if (search.futureIsDetermined()) {
            return found;
        }
        // Gallop, then halve: everything up to `low` is legal, `high` is illegal.
        int low = search.furthest() - 1;
        int high = line.returning.length;
        for (int stride = 1; high - low > 1 && high == line.returning.length; stride *= 2) {
            int probe = Math.min(low + stride, line.returning.length - 1);
            Contradiction<I, O> at = illegalUpTo(line, probe);
            if (at != null) {
                found = at;
                high = probe;
            } else {
                low = probe;
            }
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            Contradiction<I, O> at = illegalUpTo(line, middle);
            if (at != null) {
                found = at;
                high = middle;
            } else {
                low = middle;
            }
        }
        return found;
    }

    /**
     * The contradiction in the history cut off after this return event; null if there is none or
     * none was found.
     */
    private @Nullable Contradiction<I, O> illegalUpTo(Timeline<I, O> line, int position) {
        int event = line.operations.get(line.returning[position]).completedAt();
        Timeline<I, O> cut = new Timeline<>(model, Cut.after(event, line.operations));
        LinearSearch<S, I, O> search = search(cut, Math.max(budget, Consistency.BUDGET_DEFAULT));
        LinearSearch.End end = search.run();
        configurations += search.configurations();
        return end == LinearSearch.End.EXHAUSTED ? contradictionAt(cut, search) : null;
    }

    private Contradiction<I, O> contradictionAt(Timeline<I, O> line, LinearSearch<S, I, O> search) {
        Operation<I, O> culprit = line.operations.get(line.returning[search.furthest()]);
        return new Contradiction<>(
                part, culprit, culprit.completedAt(), placed(line, search.order()));
    }

    private int eventAt(Timeline<I, O> line, LinearSearch<S, I, O> search) {
        return search.furthest() < 0
                ? -1
                : line.operations.get(line.returning[search.furthest()]).completedAt();
    }

    private Order<I, O> replayed(Timeline<I, O> line, int[] found) {
        List<Placed<I, O>> placed = placed(line, found);
        Replay.linearization(model, operations, placed);
        boolean[] there = new boolean[line.size];
        for (int op : found) {
            there[op] = true;
        }
        List<Operation<I, O>> leftOut = new ArrayList<>();
        for (int op = 0; op < line.size; op++) {
            if (!there[op]) {
                leftOut.add(line.operations.get(op));
            }
        }
        return new Order<>(part, placed, List.copyOf(leftOut));
    }

    private List<Placed<I, O>> placed(Timeline<I, O> line, int[] found) {
        return Arrays.stream(found)
                .mapToObj(op -> new Placed<>(line.operations.get(op), !line.known[op]))
                .toList();
    }
}
