package dev.rehearsal.kernel;

/**
 * What a driver knows of time, read by actors through {@link
 * dev.rehearsal.actor.Context#monotonic()} and {@link dev.rehearsal.actor.Context#now()}.
 */
public interface Clock {

    /** The clock of a driver that knows no time: whoever reads it is refused. */
    Clock NONE =
            new Clock() {
                @Override
                public long nanos(int node) {
                    throw new IllegalStateException("this driver knows no time: node=" + node);
                }

                @Override
                public long wallNanos(int node) {
                    return nanos(node);
                }
            };

    /**
     * The monotonic clock of a node.
     *
     * @param node its number in the {@link World}
     */
    long nanos(int node);

    /** The wall clock of a node, since the epoch. */
    long wallNanos(int node);
}
