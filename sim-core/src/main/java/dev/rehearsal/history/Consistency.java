package dev.rehearsal.history;

import dev.rehearsal.history.Verdict.End;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A check of whole histories against a sequential model.
 *
 * <p>Shape: an immutable description of what to check; {@link #check} may be called often and from
 * several threads.
 *
 * <p>Order and determinism: verdict, order and effort are functions of model, history and budget.
 *
 * <p>Errors: none for an illegal history, that is a verdict. {@link IllegalStateException} if an
 * order does not survive its own replay, which would be a defect of the engine or a model whose
 * answers vary.
 *
 * <p>Cost: exponential in the number of operations open at once, about linear in their number.
 * About 40 bytes for each configuration of the budget.
 *
 * <p>Source: Herlihy and Wing 1990; Wing and Gong 1993; Lowe 2017; Horn and Kroening 2015 for the
 * division into parts.
 */
public final class Consistency<S, I, O> {
    /** The budget of a check that was given none. */
    public static final long BUDGET_DEFAULT = 2_000_000;

    /** What an order has to respect besides the model. */
    public enum Kind {
        /** What really preceded, precedes. Divided by {@link Model#part}. */
        LINEARIZABLE,
        /**
         * Only the order of each process. Never divided: parts that are consistent need not be so
         * together.
         */
        SEQUENTIAL
    }

    private final Kind kind;
    private final Model<S, I, O> model;
    private final long budget;
    private final Set<Rules> rules;

    private Consistency(Kind kind, Model<S, I, O> model, long budget, Set<Rules> rules) {
        this.kind = kind;
        this.model = model;
        this.budget = budget;
        this.rules = rules;
    }

    /** Each operation takes effect at one moment between its invocation and its completion. */
    public static <S, I, O> Consistency<S, I, O> linearizable(Model<S, I, O> model) {
        return new Consistency<>(Kind.LINEARIZABLE, model, BUDGET_DEFAULT, Rules.all());
    }

    /**
     * There is one order of all operations in which those of each process stand as it invoked them.
     */
    public static <S, I, O> Consistency<S, I, O> sequential(Model<S, I, O> model) {
        return new Consistency<>(Kind.SEQUENTIAL, model, BUDGET_DEFAULT, Rules.all());
    }

    /**
     * The same check with this many configurations to spend on the verdict on a whole history; the
     * look for the end of a bad prefix is bounded by itself.
     */
    public Consistency<S, I, O> budget(long configurations) {
        if (configurations < 0) {
            throw new IllegalArgumentException(
                    "a budget is not negative: configurations=" + configurations);
        }
        return new Consistency<>(kind, model, configurations, rules);
    }

    Consistency<S, I, O> rules(Set<Rules> some) {
        return new Consistency<>(kind, model, budget, some);
    }

    /** The verdict on this history. */
    public Verdict<S, I, O> check(History<I, O> history) {
        return switch (kind) {
            case LINEARIZABLE -> linearizable(history);
            case SEQUENTIAL -> sequential(history);
        };
    }

    /**
     * What is linearizable is sequentially consistent, and is often decided with less; the orders
     * of parts are merged. Half the budget goes into that, what it leaves into the whole.
     */
    private Verdict<S, I, O> sequential(History<I, O> history) {
        long spent = 0;
        if (rules.contains(Rules.FAST_PATHS)) {
            List<Verdict.Order<I, O>> orders = new ArrayList<>();
            boolean stronger = true;
            for (Map.Entry<Object, List<Operation<I, O>>> entry : parts(history).entrySet()) {
                PartCheck<S, I, O> part = part(entry, budget - budget / 2 - spent);
                stronger = part.run() == End.HOLDS;
                spent += part.configurations();
                if (!stronger) {
                    break;
                }
                orders.add(part.order());
            }
            if (stronger) {
                Verdict.Order<I, O> merged = merged(orders);
                Replay.interleaving(model, history.operations(), merged.placed());
                return new Verdict.Holds<>(List.of(merged), spent);
            }
        }
        return new SequentialCheck<>(
                        model, history.operations(), rules, Math.max(0, budget - spent))
                .run(spent);
    }

    private Map<Object, List<Operation<I, O>>> parts(History<I, O> history) {
        Map<Object, List<Operation<I, O>>> parts = new LinkedHashMap<>();
        for (Operation<I, O> operation : history.operations()) {
            parts.computeIfAbsent(model.part(operation.input()), _ -> new ArrayList<>())
                    .add(operation);
        }
        return parts;
    }

    private PartCheck<S, I, O> part(Map.Entry<Object, List<Operation<I, O>>> part, long left) {
        return new PartCheck<>(model, part.getKey(), part.getValue(), rules, Math.max(0, left));
    }

    /**
     * Each operation takes effect at the latest invocation of those up to it in its own order; that
     * is before its return, so orders merged by these moments respect what really preceded.
     */
    private static <I, O> Verdict.Order<I, O> merged(List<Verdict.Order<I, O>> parts) {
        record Moment<I, O>(int at, Verdict.Placed<I, O> placed) {}
        List<Moment<I, O>> moments = new ArrayList<>();
        List<Operation<I, O>> leftOut = new ArrayList<>();
        for (Verdict.Order<I, O> part : parts) {
            int at = -1;
            for (Verdict.Placed<I, O> placed : part.placed()) {
                at = Math.max(at, placed.operation().invokedAt());
                moments.add(new Moment<>(at, placed));
            }
            leftOut.addAll(part.leftOut());
        }
        moments.sort((a, b) -> Integer.compare(a.at(), b.at()));
        return new Verdict.Order<>(
                Model.WHOLE, moments.stream().map(Moment::placed).toList(), List.copyOf(leftOut));
    }

    private Verdict<S, I, O> linearizable(History<I, O> history) {
        long spent = 0;
        long probed = 0;
        List<Verdict.Order<I, O>> orders = new ArrayList<>();
        List<Verdict.Part> summaries = new ArrayList<>();
        Verdict.Contradiction<I, O> first = null;
        Verdict.Progress progress = null;
        for (Map.Entry<Object, List<Operation<I, O>>> entry : parts(history).entrySet()) {
            PartCheck<S, I, O> part = part(entry, budget - spent);
            End end = part.run();
            spent += part.configurations();
            int badPrefixEnd = -1;
            switch (end) {
                case HOLDS -> orders.add(part.order());
                case VIOLATED -> {
                    Verdict.Contradiction<I, O> found = part.contradiction();
                    probed += part.probed();
                    badPrefixEnd = found.badPrefixEnd();
                    if (first == null || badPrefixEnd < first.badPrefixEnd()) {
                        first = found;
                    }
                }
                case UNKNOWN -> {
                    if (progress == null) {
                        progress =
                                new Verdict.Progress(
                                        entry.getKey(),
                                        part.furthestEvent(),
                                        part.widest(),
                                        List.of());
                    }
                }
            }
            summaries.add(
                    new Verdict.Part(entry.getKey(), end, entry.getValue().size(), badPrefixEnd));
        }
        if (first != null) {
            return new Verdict.Violated<>(first, List.copyOf(summaries), spent, probed);
        }
        if (progress != null) {
            return new Verdict.Unknown<>(
                    new Verdict.Progress(
                            progress.part(),
                            progress.furthestEvent(),
                            progress.widest(),
                            List.copyOf(summaries)),
                    spent);
        }
        return new Verdict.Holds<>(List.copyOf(orders), spent);
    }
}
