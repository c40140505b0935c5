package dev.rehearsal.history;

import dev.rehearsal.history.Verdict.Placed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds an order against the model and the history, independently of how it was found.
 *
 * <p>Errors: an order that does not stand up is a defect of a checker and raises {@link
 * IllegalStateException}; it never becomes a verdict.
 */
final class Replay {
    private Replay() {}

    /**
     * Every operation that must be placed is placed once, each result is legal, and real-time order
     * is kept.
     */
    static <S, I, O> void linearization(
            Model<S, I, O> model, List<Operation<I, O>> part, List<Placed<I, O>> order) {
        accepted(model, part, order);
        // Going backwards, nothing placed later may have returned before this one was invoked.
        int earliestReturnLater = Operation.OPEN;
        for (int i = order.size() - 1; i >= 0; i--) {
            Operation<I, O> operation = order.get(i).operation();
            if (earliestReturnLater < operation.invokedAt()) {
                throw defect(
                        "operation "
                                + operation.number()
                                + " stands before one that had already returned");
            }
            earliestReturnLater = Math.min(earliestReturnLater, operation.returnedAt());
        }
    }

    /**
     * Every operation that must be placed is placed once, each result is legal, and each process
     * keeps its order.
     */
    static <S, I, O> void interleaving(
            Model<S, I, O> model, List<Operation<I, O>> history, List<Placed<I, O>> order) {
        accepted(model, history, order);
        Map<Integer, Integer> last = new HashMap<>();
        for (Placed<I, O> placed : order) {
            Operation<I, O> operation = placed.operation();
            Integer before = last.put(operation.process(), operation.invokedAt());
            if (before != null && before > operation.invokedAt()) {
                throw defect(
                        "operation "
                                + operation.number()
                                + " stands against the order of its process");
            }
        }
    }

    private static <S, I, O> void accepted(
            Model<S, I, O> model, List<Operation<I, O>> operations, List<Placed<I, O>> order) {
        Set<Integer> numbers = new HashSet<>();
        Set<S> states = new LinkedHashSet<>(List.of(model.initial()));
        for (Placed<I, O> placed : order) {
            Operation<I, O> operation = placed.operation();
            if (!numbers.add(operation.number())) {
                throw defect("operation " + operation.number() + " is placed twice");
            }
            Set<S> next = new LinkedHashSet<>();
            for (S state : states) {
                next.addAll(after(model, state, operation));
            }
            if (next.isEmpty()) {
                throw defect(
                        "operation " + operation.number() + " is not legal where it is placed");
            }
            states = next;
        }
        int must = 0;
        for (Operation<I, O> operation : operations) {
            boolean demanded =
                    switch (operation.outcome()) {
                        case OK -> true;
                        case FAIL -> model.failed(operation.input()).isPresent();
                        case UNKNOWN -> false;
                    };
            boolean there = numbers.contains(operation.number());
            if (demanded && !there) {
                throw defect("operation " + operation.number() + " is missing");
            }
            must += there ? 1 : 0;
        }
        if (must != order.size()) {
            throw defect("operations of another history are placed");
        }
    }

    static <S, I, O> List<S> after(Model<S, I, O> model, S state, Operation<I, O> operation) {
        return switch (operation.outcome()) {
            case OK -> legal(model.step(state, operation.input(), operation.output()));
            case FAIL -> {
                List<S> states = new ArrayList<>();
                model.failed(operation.input())
                        .ifPresent(output ->
                                states.addAll(legal(model.step(state, operation.input(), output))));
                yield states;
            }
            case UNKNOWN -> model.stepUnknown(state, operation.input());
        };
    }

    private static <S> List<S> legal(Step<S> step) {
        return switch (step) {
            case Step.Legal<S>(List<S> next) -> next;
            case Step.Illegal<S> _ -> List.of();
        };
    }

    private static IllegalStateException defect(String what) {
        return new IllegalStateException(
                "a checker returned an order that does not stand up: " + what);
    }
}
