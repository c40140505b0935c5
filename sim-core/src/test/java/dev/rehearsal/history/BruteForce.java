package dev.rehearsal.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Consistency by trying every order of every choice of unknown operations. Shares nothing with the
 * engine but the model's two step functions.
 */
final class BruteForce {
    private BruteForce() {}

    /** Whether some order respects real time and the model. */
    static <S, I, O> boolean linearizable(Model<S, I, O> model, List<Operation<I, O>> operations) {
        return placeable(model, Set.of(model.initial()), remaining(model, operations), true);
    }

    /** Whether some order respects each process and the model. */
    static <S, I, O> boolean sequential(Model<S, I, O> model, List<Operation<I, O>> operations) {
        return placeable(model, Set.of(model.initial()), remaining(model, operations), false);
    }

    /** The first completion after which the history cut off is illegal; -1 if there is none. */
    static <S, I, O> int badPrefixEnd(Model<S, I, O> model, List<Operation<I, O>> operations) {
        List<Operation<I, O>> happened = remaining(model, operations);
        TreeSet<Integer> completions = new TreeSet<>();
        for (Operation<I, O> operation : happened) {
            if (operation.outcome() != Outcome.UNKNOWN) {
                completions.add(operation.completedAt());
            }
        }
        for (int end : completions) {
            List<Operation<I, O>> cut = new ArrayList<>();
            for (Operation<I, O> operation : happened) {
                if (operation.invokedAt() <= end) {
                    cut.add(operation.completedAt() <= end ? operation : opened(operation));
                }
            }
            if (!linearizable(model, cut)) {
                return end;
            }
        }
        return -1;
    }

    private static <I, O> Operation<I, O> opened(Operation<I, O> operation) {
        return new Operation<>(
                operation.number(),
                operation.process(),
                operation.input(),
                Outcome.UNKNOWN,
                null,
                operation.invokedAt(),
                Operation.OPEN);
    }

    private static <S, I, O> List<Operation<I, O>> remaining(
            Model<S, I, O> model, List<Operation<I, O>> operations) {
        List<Operation<I, O>> remaining = new ArrayList<>();
        for (Operation<I, O> operation : operations) {
            if (operation.outcome() != Outcome.FAIL
                    || model.failed(operation.input()).isPresent()) {
                remaining.add(operation);
            }
        }
        return remaining;
    }

    private static <S, I, O> boolean placeable(
            Model<S, I, O> model, Set<S> states, List<Operation<I, O>> rest, boolean realTime) {
        if (rest.stream().allMatch(operation -> operation.outcome() == Outcome.UNKNOWN)) {
            return true;
        }
        for (Operation<I, O> candidate : rest) {
            if (!first(candidate, rest, realTime)) {
                continue;
            }
            Set<S> next = new LinkedHashSet<>();
            for (S state : states) {
                next.addAll(Replay.after(model, state, candidate));
            }
            if (next.isEmpty()) {
                continue;
            }
            List<Operation<I, O>> others = new ArrayList<>(rest);
            others.remove(candidate);
            if (placeable(model, next, others, realTime)) {
                return true;
            }
        }
        return false;
    }

    private static boolean first(
            Operation<?, ?> candidate, List<? extends Operation<?, ?>> rest, boolean realTime) {
        for (Operation<?, ?> other : rest) {
            boolean before =
                    realTime
                            ? other.outcome() != Outcome.UNKNOWN
                                    && other.completedAt() < candidate.invokedAt()
                            : other.process() == candidate.process()
                                    && other.invokedAt() < candidate.invokedAt();
            if (before) {
                return false;
            }
        }
        return true;
    }
}
