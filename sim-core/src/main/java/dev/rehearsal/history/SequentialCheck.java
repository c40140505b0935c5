package dev.rehearsal.history;

import dev.rehearsal.history.Verdict.Contradiction;
import dev.rehearsal.history.Verdict.Order;
import dev.rehearsal.history.Verdict.Placed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The sequential consistency of a whole history: search, replay of what was found, and the end of
 * the bad prefix.
 */
final class SequentialCheck<S, I, O> {
    private final Model<S, I, O> model;
    private final List<Operation<I, O>> operations;
    private final Set<Rules> rules;
    private final long budget;

    SequentialCheck(
            Model<S, I, O> model, List<Operation<I, O>> operations, Set<Rules> rules, long budget) {
        this.model = model;
        this.operations = operations;
        this.rules = rules;
        this.budget = budget;
    }

    /** The verdict; {@code spent} was used up before and is no part of this budget. */
    Verdict<S, I, O> run(long spent) {
        SequentialSearch<S, I, O> search = SequentialSearch.of(model, operations, rules, budget);
        Search.End end = search.run();
        List<Placed<I, O>> placed = placed(search);
        return switch (end) {
            case FOUND -> {
                Replay.interleaving(model, operations, placed);
                yield new Verdict.Holds<>(
                        List.of(new Order<>(Model.WHOLE, placed, leftOut(search))),
                        spent + search.configurations());
            }
            case BUDGET -> {
                int furthest = -1;
                for (Placed<I, O> each : placed) {
                    furthest = Math.max(furthest, each.operation().invokedAt());
                }
                Verdict.Part part =
                        new Verdict.Part(Model.WHOLE, Verdict.End.UNKNOWN, operations.size(), -1);
                yield new Verdict.Unknown<>(
                        new Verdict.Progress(
                                Model.WHOLE, furthest, search.processes(), List.of(part)),
                        spent + search.configurations());
            }
            case EXHAUSTED -> violated(search, placed, spent);
        };
    }

    /**
     * Halves the prefixes, each with a budget of its own. A prefix that it leaves undecided counts
     * as legal, so the end may come late.
     */
    private Verdict<S, I, O> violated(
            SequentialSearch<S, I, O> whole, List<Placed<I, O>> order, long spent) {
        List<Operation<I, O>> returning = new ArrayList<>();
        for (int op = 0; op < whole.participants().operations.size(); op++) {
            if (whole.participants().known[op]) {
                returning.add(whole.participants().operations.get(op));
            }
        }
        returning.sort((a, b) -> Integer.compare(a.completedAt(), b.completedAt()));
        List<Placed<I, O>> longest = order;
        long probed = 0;
        boolean exact = true;
        int low = -1;
        int high = returning.size() - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            SequentialSearch<S, I, O> cut =
                    SequentialSearch.of(
                            model,
                            Cut.after(
                                    returning.get(middle).completedAt(),
                                    whole.participants().operations),
                            rules,
                            PartCheck.PROBE_BUDGET);
            Search.End end = cut.run();
            probed += cut.configurations();
            exact &= end != Search.End.BUDGET;
            longest = placed(cut);
            if (end == Search.End.EXHAUSTED) {
                high = middle;
            } else {
                low = middle;
            }
        }
        Operation<I, O> culprit = returning.get(high);
        Contradiction<I, O> contradiction =
                new Contradiction<>(Model.WHOLE, culprit, culprit.completedAt(), exact, longest);
        Verdict.Part part =
                new Verdict.Part(
                        Model.WHOLE,
                        Verdict.End.VIOLATED,
                        operations.size(),
                        culprit.completedAt());
        return new Verdict.Violated<>(
                contradiction, List.of(part), spent + whole.configurations(), probed);
    }

    private List<Placed<I, O>> placed(SequentialSearch<S, I, O> search) {
        Participants<I, O> participants = search.participants();
        return Arrays.stream(search.order())
                .mapToObj(op ->
                        new Placed<>(participants.operations.get(op), !participants.known[op]))
                .toList();
    }

    private List<Operation<I, O>> leftOut(SequentialSearch<S, I, O> search) {
        boolean[] there = new boolean[search.participants().operations.size()];
        for (int op : search.order()) {
            there[op] = true;
        }
        List<Operation<I, O>> leftOut = new ArrayList<>();
        for (int op = 0; op < there.length; op++) {
            if (!there[op]) {
                leftOut.add(search.participants().operations.get(op));
            }
        }
        return List.copyOf(leftOut);
    }
}
