package dev.rehearsal.decision;

/**
 * One operation of the workload: who asks what, and from when on.
 *
 * <p>It starts at its own point of the story or when the previous operation of its client has
 * ended, whichever is later. It keeps its name when other operations are taken away; when the one
 * that it waits for is not in the story, it waits for nothing.
 *
 * @param client the path of the client
 * @param index its number among the operations of its client, from 1
 * @param input an immutable value of the scenario's type of operations
 * @param begin the earliest start: {@link Point.At} or {@link Point.AfterOperation}
 */
public record PlannedOperation(String client, int index, Object input, Point begin) {

    /** Refuses an index below 1 and points at which no operation can begin. */
    public PlannedOperation {
        if (index < 1) {
            throw new IllegalArgumentException(
                    "index must be at least 1: client=" + client + " index=" + index);
        }
        if (!(begin instanceof Point.At) && !(begin instanceof Point.AfterOperation)) {
            throw new IllegalArgumentException(
                    "an operation must begin at a time or after an operation: client="
                            + client
                            + " index="
                            + index
                            + " begin="
                            + begin);
        }
    }

    /** An operation that begins at a time since the start of the run. */
    public PlannedOperation(String client, int index, Object input, long atNanos) {
        this(client, index, input, new Point.At(atNanos));
    }

    /** The earliest start by the clock; 0 when it waits for an operation instead. */
    public long atNanos() {
        return begin instanceof Point.At at ? at.nanos() : 0;
    }

    /** The same with another start. */
    public PlannedOperation beginning(Point other) {
        return new PlannedOperation(client, index, input, other);
    }

    /** Its name, which is the root of all that is done for it: {@code c1#3}. */
    public String name() {
        return client + "#" + index;
    }

    /** The point of the story at which it has ended. */
    public Point.AfterOperation ended() {
        return new Point.AfterOperation(client, index);
    }
}
