package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The operations that a check has to do with: without failed ones that tell nothing and unknown
 * ones that only read.
 */
final class Participants<I, O> {
    final List<Operation<I, O>> operations = new ArrayList<>();

    /** What each returned; the result that a failure amounts to for a failed one. */
    final List<@Nullable O> outputs = new ArrayList<>();

    final boolean[] known;
    final boolean[] observer;

    /** The events between which each takes effect; {@link Operation#OPEN} for unknown ones. */
    final int[] from;

    final int[] to;

    Participants(Model<?, I, O> model, List<Operation<I, O>> all) {
        boolean[] knowns = new boolean[all.size()];
        boolean[] observers = new boolean[all.size()];
        for (Operation<I, O> operation : all) {
            O output = operation.output();
            switch (operation.outcome()) {
                case OK -> {}
                case FAIL -> {
                    Optional<O> told = model.failed(operation.input());
                    if (told.isEmpty()) {
                        continue;
                    }
                    output = told.get();
                }
                case UNKNOWN -> {
                    if (model.reads(operation.input())) {
                        continue;
                    }
                }
            }
            int at = operations.size();
            knowns[at] = operation.outcome() != Outcome.UNKNOWN;
            observers[at] = knowns[at] && model.observes(operation.input(), output);
            operations.add(operation);
            outputs.add(output);
        }
        known = Arrays.copyOf(knowns, operations.size());
        observer = Arrays.copyOf(observers, operations.size());
        from = operations.stream().mapToInt(Operation::invokedAt).toArray();
        to = operations.stream().mapToInt(Operation::returnedAt).toArray();
    }
}
