package dev.rehearsal.history;

import java.util.ArrayList;
import java.util.List;

/** Histories cut off after an event, as a client could have known them then. */
final class Cut {
    private Cut() {}

    /** Operations invoked up to the event; those that complete after it are of unknown outcome. */
    static <I, O> List<Operation<I, O>> after(int event, List<Operation<I, O>> operations) {
        List<Operation<I, O>> cut = new ArrayList<>();
        for (Operation<I, O> operation : operations) {
            if (operation.invokedAt() > event) {
                continue;
            }
            cut.add(
                    operation.completedAt() <= event
                            ? operation
                            : new Operation<>(
                                    operation.number(),
                                    operation.process(),
                                    operation.input(),
                                    Outcome.UNKNOWN,
                                    null,
                                    operation.invokedAt(),
                                    Operation.OPEN));
        }
        return cut;
    }
}
