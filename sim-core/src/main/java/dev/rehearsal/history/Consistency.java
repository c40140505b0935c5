package dev.rehearsal.history;

import dev.rehearsal.history.Verdict.End;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private final Model<S, I, O> model;
    private final long budget;

    private Consistency(Model<S, I, O> model, long budget) {
        this.model = model;
        this.budget = budget;
    }

    /** Each operation takes effect at one moment between its invocation and its completion. */
    public static <S, I, O> Consistency<S, I, O> linearizable(Model<S, I, O> model) {
        return new Consistency<>(model, BUDGET_DEFAULT);
    }

    /** The same check with this many configurations to spend on a whole history. */
    public Consistency<S, I, O> budget(long configurations) {
        if (configurations < 0) {
            throw new IllegalArgumentException(
                    "a budget is not negative: configurations=" + configurations);
        }
        return new Consistency<>(model, configurations);
    }

    /** The verdict on this history. */
    public Verdict<S, I, O> check(History<I, O> history) {
        Map<Object, List<Operation<I, O>>> parts = new LinkedHashMap<>();
        for (Operation<I, O> operation : history.operations()) {
            parts.computeIfAbsent(model.part(operation.input()), _ -> new ArrayList<>())
                    .add(operation);
        }
        long spent = 0;
        List<Verdict.Order<I, O>> orders = new ArrayList<>();
        List<Verdict.Part> summaries = new ArrayList<>();
        Verdict.Contradiction<I, O> first = null;
        Verdict.Progress progress = null;
        for (Map.Entry<Object, List<Operation<I, O>>> entry : parts.entrySet()) {
            PartCheck<S, I, O> part =
                    new PartCheck<>(model, entry.getKey(), entry.getValue(), budget - spent);
            End end = part.run();
            spent += part.configurations();
            int badPrefixEnd = -1;
            switch (end) {
                case HOLDS -> orders.add(part.order());
                case VIOLATED -> {
                    Verdict.Contradiction<I, O> found = part.contradiction();
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
            return new Verdict.Violated<>(first, List.copyOf(summaries), spent);
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
