package dev.rehearsal.actor;

/**
 * A user of the system under test: a state machine like an {@link Actor}, which is handed one
 * operation at a time.
 *
 * <p>Shape: {@code O} is the type of its operations, a sealed interface of records; {@code S} and
 * {@code M} are as for an {@link Actor}. A client lives on a node of its own that never crashes;
 * its messages cross the network like all others.
 *
 * <p>Order and determinism: at most one operation is open. It is opened by {@link #invoke} and ends
 * with {@link ClientContext#complete} or {@link ClientContext#fail}; or else the workload loses its
 * patience, the operation's outcome is unknown, and {@link #abandon} gives the state to go on with
 * as a new process of the history.
 *
 * @param <O> the operations
 * @param <S> the state
 * @param <M> the protocol that the client shares with the servers
 */
public interface Client<O, S, M> {

    /** The state before the first operation. */
    S start(ClientContext<M> context);

    /**
     * Begins an operation.
     *
     * @param index the number of the operation in this client's workload, from 1; it stays the same
     *     when other operations are taken away
     */
    S invoke(S state, int index, O operation, ClientContext<M> context);

    /**
     * The state after a message. An answer to an operation that is no longer open is the client's
     * to recognise.
     */
    S receive(S state, M message, ClientContext<M> context);

    /** The state after the open operation was given up; answers to it may still arrive. */
    S abandon(S state);
}
