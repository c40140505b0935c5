package dev.rehearsal.kernel;

/**
 * What a driver knows of time, read by actors through {@link
 * dev.rehearsal.actor.Context#monotonic()}.
 */
@FunctionalInterface
public interface Clock {

    /** The clock of a driver that knows no time: whoever reads it is refused. */
    Clock NONE =
            node -> {
                throw new IllegalStateException("this driver knows no time: node=" + node);
            };

    /**
     * The monotonic clock of a node.
     *
     * @param node its number in the {@link World}
     */
    long nanos(int node);
}
