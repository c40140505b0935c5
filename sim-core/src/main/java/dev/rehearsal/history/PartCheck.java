package dev.rehearsal.history;

import dev.rehearsal.history.Verdict.Contradiction;
import dev.rehearsal.history.Verdict.End;
import dev.rehearsal.history.Verdict.Order;
import dev.rehearsal.history.Verdict.Placed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The linearizability of one part: search, replay of what was found, and the exact end of the bad
 * prefix.
 */
final class PartCheck<S, I, O> {
    private final Model<S, I, O> model;
    private final Object part;
    private final List<Operation<I, O>> operations;
    private final Set<Rules> rules;
    private final long budget;

    private long configurations;
    private @Nullable Order<I, O> order;
    private @Nullable Contradiction<I, O> contradiction;
    private int furthestEvent = -1;
    private int widest;

    PartCheck(
            Model<S, I, O> model,
            Object part,
            List<Operation<I, O>> operations,
            Set<Rules> rules,
            long budget) {
        this.model = model;
        this.part = part;
        this.operations = operations;
        this.rules = rules;
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
        Search.End end = search.run();
        configurations += search.configurations();
        widest = line.widest;
        return switch (end) {
            case FOUND -> {
                order = replayed(line, search.order());
                yield End.HOLDS;
            }
            case BUDGET -> {
                furthestEvent = search.furthest() < 0 ? -1 : event(line, search.furthest());
                yield End.UNKNOWN;
            }
            case EXHAUSTED -> {
                contradiction = endOfBadPrefix(line, search);
                yield End.VIOLATED;
            }
        };
    }

    private LinearSearch<S, I, O> search(Timeline<I, O> line, long limit) {
        return new LinearSearch<>(line, Steps.of(model, line.operations, rules), rules, limit);
    }

    /**
     * The furthest return event is where the bad prefix ends, if operations open there could not
     * have done anything else than what they returned later. Where they could, the prefix itself is
     * asked, and longer ones after it.
     */
    private Contradiction<I, O> endOfBadPrefix(Timeline<I, O> line, LinearSearch<S, I, O> search) {
        List<Placed<I, O>> longest = placed(line, search.order());
        if (search.futureIsDetermined()) {
            return contradictionAt(line, search.furthest(), longest);
        }
        // Gallop, then halve: everything up to `low` is legal, `high` is illegal.
        int low = search.furthest() - 1;
        int high = line.returning.length - 1;
        int stride = 1;
        while (high - low > 1) {
            int probe = stride == 0 ? (low + high) >>> 1 : Math.min(low + stride, high - 1);
            Timeline<I, O> cut =
                    new Timeline<>(model, Cut.after(event(line, probe), line.operations));
            LinearSearch<S, I, O> shorter =
                    search(cut, Math.max(budget, Consistency.BUDGET_DEFAULT));
            Search.End end = shorter.run();
            configurations += shorter.configurations();
            if (end == Search.End.EXHAUSTED) {
                high = probe;
                stride = 0;
            } else {
                low = probe;
                longest = placed(cut, shorter.order());
                stride *= 2;
            }
        }
        return contradictionAt(line, high, longest);
    }

    private Contradiction<I, O> contradictionAt(
            Timeline<I, O> line, int position, List<Placed<I, O>> longest) {
        Operation<I, O> culprit = line.operations.get(line.returning[position]);
        return new Contradiction<>(part, culprit, culprit.completedAt(), longest);
    }

    private int event(Timeline<I, O> line, int position) {
        return line.operations.get(line.returning[position]).completedAt();
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
