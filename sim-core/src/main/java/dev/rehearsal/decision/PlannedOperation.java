package dev.rehearsal.decision;

/**
 * One operation of the workload: who asks what, and from when on.
 *
 * <p>It starts at its own time or when the previous operation of its client has ended, whichever is
 * later. It keeps its name when other operations are taken away.
 *
 * @param client the path of the client
 * @param index its number among the operations of its client, from 1
 * @param input an immutable value of the scenario's type of operations
 * @param atNanos the earliest start, since the start of the run
 */
public record PlannedOperation(String client, int index, Object input, long atNanos) {

    /** Refuses an index below 1 and a negative time. */
    public PlannedOperation {
        if (index < 1 || atNanos < 0) {
            throw new IllegalArgumentException(
                    "index must be at least 1 and atNanos at least 0: client="
                            + client
                            + " index="
                            + index
                            + " atNanos="
                            + atNanos);
        }
    }

    /** Its name, which is the root of all that is done for it: {@code c1#3}. */
    public String name() {
        return client + "#" + index;
    }
}
