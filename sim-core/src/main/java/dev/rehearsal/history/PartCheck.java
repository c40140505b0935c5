package dev.rehearsal.history;

import dev.rehearsal.history.Verdict.Contradiction;
import dev.rehearsal.history.Verdict.End;
import dev.rehearsal.history.Verdict.Order;
import dev.rehearsal.history.Verdict.Placed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The linearizability of one part: search, replay of what was found, and the exact end of the bad
 * prefix.
 */
final class PartCheck<S, I, O> {
    /**
     * What one look for the end of the bad prefix may cost, apart from the verdict: what is
     * inferred from distinct values decides nearly all prefixes of a long history, and the few
     * others would cost more than they are worth.
     */
    static final long PROBE_BUDGET = 50_000;

    private static final long GUIDED_PROBE_BUDGET = 3_000;
    private static final long GUIDED_PROBE_OPERATIONS = 4_000_000;

    private final Model<S, I, O> model;
    private final Object part;
    private final List<Operation<I, O>> operations;
    private final Set<Rules> rules;
    private final long budget;

    private long configurations;
    private long probed;
    private @Nullable Attempt illegal;
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

    /** What {@link #contradiction} has spent besides. */
    long probed() {
        return probed;
    }

    Order<I, O> order() {
        if (order == null) {
            throw new IllegalStateException("no order was found");
        }
        return order;
    }

    /** Looks for the end of the bad prefix when it is first asked. */
    Contradiction<I, O> contradiction() {
        if (contradiction == null) {
            if (illegal == null) {
                throw new IllegalStateException("no contradiction was found");
            }
            contradiction = endOfBadPrefix(illegal);
        }
        return contradiction;
    }

    /** After UNKNOWN the furthest completion that no order tried has passed. */
    int furthestEvent() {
        return furthestEvent;
    }

    int widest() {
        return widest;
    }

    End run() {
        Attempt attempt = new Attempt(operations, budget);
        configurations += attempt.configurations;
        widest = attempt.line == null ? 0 : attempt.line.widest;
        return switch (attempt.end) {
            case FOUND -> {
                order = replayed(attempt);
                yield End.HOLDS;
            }
            case BUDGET -> {
                furthestEvent = attempt.furthestEvent();
                yield End.UNKNOWN;
            }
            case EXHAUSTED -> {
                illegal = attempt;
                yield End.VIOLATED;
            }
        };
    }

    /** Whether these operations of one part are shown to be illegal within this budget. */
    static <S, I, O> boolean illegal(
            Model<S, I, O> model, Object part, List<Operation<I, O>> operations, long budget) {
        PartCheck<S, I, O> check = new PartCheck<>(model, part, operations, Rules.all(), budget);
        return check.new Attempt(operations, budget).end == Search.End.EXHAUSTED;
    }

    /** One search over one list of operations. */
    private final class Attempt {
        final Participants<I, O> participants;
        final @Nullable Timeline<I, O> line;
        final Search.End end;
        final long configurations;
        private final @Nullable Guide guide;
        private final @Nullable LinearSearch<S, I, O> search;

        Attempt(List<Operation<I, O>> some, long limit) {
            participants = new Participants<>(model, some);
            guide = rules.contains(Rules.FAST_PATHS) ? Guide.of(model, part, participants) : null;
            if (guide != null && guide.contradiction()) {
                line = null;
                search = null;
                end = limit == 0 ? Search.End.BUDGET : Search.End.EXHAUSTED;
                configurations = 0;
            } else {
                line = new Timeline<>(participants);
                Steps<S, I, O> steps = Steps.of(model, participants.operations, rules);
                search = new LinearSearch<>(line, guide, steps, rules, limit);
                end = search.run();
                configurations = search.configurations();
            }
        }

        /** Whether the history cut off at the furthest event is known to be illegal as well. */
        boolean endIsExact() {
            return guide == null && search != null && search.futureIsDetermined();
        }

        /** An index into the completions, in order. */
        int furthest() {
            return guide == null && search != null ? search.furthest() : 0;
        }

        int furthestEvent() {
            return search == null || line == null || search.furthest() < 0
                    ? -1
                    : participants.operations.get(line.returning[search.furthest()]).completedAt();
        }

        List<Placed<I, O>> placed() {
            return search == null
                    ? List.of()
                    : Arrays.stream(search.order())
                            .mapToObj(op ->
                                    new Placed<>(
                                            participants.operations.get(op),
                                            !participants.known[op]))
                            .toList();
        }
    }

    /**
     * The furthest return event is where the bad prefix ends, if operations open there could not
     * have done anything else than what they returned later. Where they could, or where the guide
     * looked ahead, the prefix itself is asked, and longer ones after it.
     */
    private Contradiction<I, O> endOfBadPrefix(Attempt whole) {
        List<Operation<I, O>> some = whole.participants.operations;
        int[] completions =
                some.stream()
                        .filter(operation -> operation.outcome() != Outcome.UNKNOWN)
                        .mapToInt(Operation::completedAt)
                        .sorted()
                        .toArray();
        List<Placed<I, O>> longest = whole.placed();
        int furthest = whole.furthest();
        if (whole.endIsExact()) {
            return contradictionAt(completions[furthest], true, longest);
        }
        // Gallop, then halve: everything up to `low` is legal, `high` is illegal.
        int low = furthest - 1;
        int high = completions.length - 1;
        long probeBudget =
                whole.guide == null
                        ? PROBE_BUDGET
                        : GUIDED_PROBE_BUDGET + GUIDED_PROBE_OPERATIONS / Math.max(1, some.size());
        int stride = 1;
        boolean exact = true;
        while (high - low > 1) {
            int probe = stride == 0 ? (low + high) >>> 1 : Math.min(low + stride, high - 1);
            Attempt cut = new Attempt(Cut.after(completions[probe], some), probeBudget);
            probed += cut.configurations;
            exact &= cut.end != Search.End.BUDGET;
            if (cut.end == Search.End.EXHAUSTED) {
                high = probe;
                stride = 0;
            } else {
                low = probe;
                longest = cut.placed();
                stride *= whole.guide == null ? 2 : 16;
            }
        }
        return contradictionAt(completions[high], exact, longest);
    }

    private Contradiction<I, O> contradictionAt(
            int event, boolean exact, List<Placed<I, O>> longest) {
        for (Operation<I, O> operation : operations) {
            if (operation.completedAt() == event) {
                return new Contradiction<>(part, operation, event, exact, longest);
            }
        }
        throw new IllegalStateException("no operation completes at event " + event);
    }

    private Order<I, O> replayed(Attempt attempt) {
        List<Placed<I, O>> placed = attempt.placed();
        Replay.linearization(model, operations, placed);
        Set<Integer> numbers = new HashSet<>();
        placed.forEach(each -> numbers.add(each.operation().number()));
        List<Operation<I, O>> leftOut = new ArrayList<>();
        for (Operation<I, O> operation : attempt.participants.operations) {
            if (!numbers.contains(operation.number())) {
                leftOut.add(operation);
            }
        }
        return new Order<>(part, placed, List.copyOf(leftOut));
    }
}
