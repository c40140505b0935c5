package dev.rehearsal.scenario;

import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * What the users of a system ask of it.
 *
 * <p>Determinism: an operation is drawn from its client and index alone, so that taking others away
 * does not change it.
 *
 * @param operationType the sealed interface or record of all operations
 * @param operationsEach how many operations each client performs
 * @param spacing the n-th operation of a client starts at a drawn time in the n-th span of this
 *     length, or when the one before has ended
 * @param patience how long a client waits for an answer before it gives the operation up as unknown
 * @param operations what each operation is
 */
public record Workload(
        Class<?> operationType,
        int operationsEach,
        Duration spacing,
        Duration patience,
        Operations operations) {

    /** What an operation is. */
    @FunctionalInterface
    public interface Operations {

        /**
         * The operation of a client.
         *
         * @param client its number among the clients, from 0
         * @param index the number of the operation, from 1
         * @param draw the draw of this operation; for several choices, add a name for each
         */
        Object operation(int client, int index, Draw draw);
    }

    /** Refuses times that are not positive and a negative number of operations. */
    public Workload {
        if (operationsEach < 0 || !spacing.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "operationsEach must be at least 0, spacing and patience positive:"
                            + " operationsEach="
                            + operationsEach
                            + " spacing="
                            + spacing
                            + " patience="
                            + patience);
        }
    }

    /** The operations of a run, client by client. */
    public Vector<PlannedOperation> draw(Vector<String> clients, Draw draw) {
        long span = spacing.toNanos();
        return Vector.range(0, clients.size())
                .flatMap(c ->
                        Vector.rangeClosed(1, operationsEach)
                                .map(index -> {
                                    Draw own = draw.in("operation").in(clients.get(c)).in(index);
                                    long at = (index - 1) * span + own.in("at").below(span);
                                    Object input = operations.operation(c, index, own.in("input"));
                                    return new PlannedOperation(clients.get(c), index, input, at);
                                }));
    }
}
