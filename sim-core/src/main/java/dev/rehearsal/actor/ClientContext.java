package dev.rehearsal.actor;

/**
 * The turn of a {@link Client}: as {@link Context}, and the end of the open operation.
 *
 * @param <M> the protocol of the client
 */
public interface ClientContext<M> extends Context<M> {

    /**
     * Ends the open operation: it happened, with this result.
     *
     * @param result an immutable value, as the history's model expects it
     * @throws IllegalStateException when no operation is open
     */
    void complete(Object result);

    /**
     * Ends the open operation: it did not happen and never will.
     *
     * @throws IllegalStateException when no operation is open
     */
    void fail();
}
