package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients asked of a system and what they were told, in the order in which it was observed.
 *
 * <p>Shape: an immutable list of operations in the order of their invocations, and the notes of the
 * harness (faults, restarts) beside them. Inputs and outputs are the author's immutable values with
 * {@code equals} and {@code hashCode}.
 *
 * <p>Order: the order of the calls on the builder is the real-time order. Two operations are
 * concurrent unless one completed before the other was invoked.
 *
 * <p>Errors: the builder refuses a malformed sequence with {@link MalformedHistoryException} at the
 * offending call.
 */
public final class History<I, O> {

    /**
     * Something that happened to the system and is no operation: a crash, a partition, a restart.
     */
    public record Note(int at, String text) {}

    private final List<Operation<I, O>> operations;
    private final List<Note> notes;

    private History(List<Operation<I, O>> operations, List<Note> notes) {
        this.operations = operations;
        this.notes = notes;
    }

    /** An empty builder whose first event has the index 0. */
    public static <I, O> Builder<I, O> builder() {
        return new Builder<>();
    }

    /**
     * A history from finished operations, for instance a part of another one.
     *
     * @throws MalformedHistoryException if a process has two operations open at once or goes on
     *     after an unknown one, if two events have one index, or if an operation ends before it
     *     begins
     */
    public static <I, O> History<I, O> of(List<Operation<I, O>> operations) {
        List<Operation<I, O>> sorted = new ArrayList<>(operations);
        sorted.sort((a, b) -> Integer.compare(a.invokedAt(), b.invokedAt()));
        requireOneEventEach(sorted);
        Map<Integer, Operation<I, O>> last = new HashMap<>();
        for (Operation<I, O> operation : sorted) {
            Operation<I, O> before = last.put(operation.process(), operation);
            if (before != null && !before.precedes(operation)) {
                throw new MalformedHistoryException(
                        operation.invokedAt(),
                        "process "
                                + operation.process()
                                + " is not free: operation "
                                + before.number()
                                + " has not returned");
            }
        }
        return new History<>(List.copyOf(sorted), List.of());
    }

    private static <I, O> void requireOneEventEach(List<Operation<I, O>> operations) {
        int[] events = new int[2 * operations.size()];
        int used = 0;
        for (Operation<I, O> operation : operations) {
            events[used++] = operation.invokedAt();
            if (operation.completedAt() == Operation.OPEN) {
                continue;
            }
            if (operation.completedAt() < operation.invokedAt()) {
                throw new MalformedHistoryException(
                        operation.completedAt(),
                        "operation " + operation.number() + " ends before it is invoked");
            }
            events[used++] = operation.completedAt();
        }
        Arrays.sort(events, 0, used);
        for (int i = 1; i < used; i++) {
            if (events[i] == events[i - 1]) {
                throw new MalformedHistoryException(events[i], "two events have this index");
            }
        }
    }

    /** The operations in the order of their invocations. */
    public List<Operation<I, O>> operations() {
        return operations;
    }

    /** What the harness did meanwhile, in order. */
    public List<Note> notes() {
        return notes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof History<?, ?> that
                && operations.equals(that.operations)
                && notes.equals(that.notes);
    }

    @Override
    public int hashCode() {
        return 31 * operations.hashCode() + notes.hashCode();
    }

    @Override
    public String toString() {
        return "History" + operations;
    }

    /**
     * Takes down events as they are observed. Not for several threads.
     *
     * <p>Shape: operations are numbered 0, 1, 2, … and so are events, unless {@link #at} says
     * otherwise. {@link #build} may be called at any time and again later; what is open then is
     * {@link Outcome#UNKNOWN} in the result.
     */
    public static final class Builder<I, O> {
        private static final int FREE = -1;
        private static final int GONE = -2;

        private final List<Operation<I, O>> operations = new ArrayList<>();
        private final List<Note> notes = new ArrayList<>();

        /** Process to the position of its open operation, or FREE, or GONE after an unknown one. */
        private final Map<Integer, Integer> processes = new HashMap<>();

        /** Only for operations with a number of their own: number to position. */
        private final Map<Integer, Integer> positions = new HashMap<>();

        private int next;

        private Builder() {}

        /** Gives the next event this index, which must not be smaller than any before. */
        public Builder<I, O> at(int index) {
            if (index < next) {
                throw new MalformedHistoryException(
                        index, "events are out of order: the last index was " + (next - 1));
            }
            next = index;
            return this;
        }

        /** A client asks; the result names the operation in the calls that end it. */
        public int invoke(int process, I input) {
            int number = operations.size();
            invoke(process, number, input);
            return number;
        }

        /** A client asks, and the operation has a number of its own. */
        public void invoke(int process, int number, I input) {
            int open = processes.getOrDefault(process, FREE);
            if (open == GONE) {
                throw new MalformedHistoryException(
                        next,
                        "process " + process + " goes on after an operation of unknown outcome");
            }
            if (open != FREE) {
                throw new MalformedHistoryException(
                        next,
                        "process "
                                + process
                                + " invokes operation "
                                + number
                                + " while its operation "
                                + operations.get(open).number()
                                + " is open");
            }
            int position = operations.size();
            if (number != position || !positions.isEmpty()) {
                if (positions.isEmpty()) {
                    for (int i = 0; i < position; i++) {
                        positions.put(i, i);
                    }
                }
                if (positions.putIfAbsent(number, position) != null) {
                    throw new MalformedHistoryException(
                            next, "operation " + number + " is invoked twice");
                }
            }
            processes.put(process, position);
            operations.add(
                    new Operation<>(
                            number, process, input, Outcome.UNKNOWN, null, next++, Operation.OPEN));
        }

        /** The operation took effect and returned this. */
        public Builder<I, O> ok(int operation, @Nullable O output) {
            return complete(operation, Outcome.OK, output);
        }

        /** The operation did not take effect. */
        public Builder<I, O> fail(int operation) {
            return complete(operation, Outcome.FAIL, null);
        }

        /** Nobody will know; the process does not return. */
        public Builder<I, O> unknown(int operation) {
            return complete(operation, Outcome.UNKNOWN, null);
        }

        /** The harness did something. */
        public Builder<I, O> note(String text) {
            notes.add(new Note(next++, text));
            return this;
        }

        /** The history so far. */
        public History<I, O> build() {
            return new History<>(List.copyOf(operations), List.copyOf(notes));
        }

        /**
         * Ends an operation of this process, as it stands in a record: the process must be the one
         * that invoked it.
         */
        public Builder<I, O> end(int process, int operation, Outcome outcome, @Nullable O output) {
            int position = position(operation);
            if (position >= 0 && operations.get(position).process() != process) {
                throw new MalformedHistoryException(
                        next,
                        "process "
                                + process
                                + " ends operation "
                                + operation
                                + " of process "
                                + operations.get(position).process());
            }
            return complete(operation, outcome, output);
        }

        /** Where an operation stands in the list; -1 if it was never invoked. */
        private int position(int number) {
            int position = positions.isEmpty() ? number : positions.getOrDefault(number, -1);
            return position < operations.size() ? position : -1;
        }

        private Builder<I, O> complete(int number, Outcome outcome, @Nullable O output) {
            int position = position(number);
            if (position < 0) {
                throw new MalformedHistoryException(
                        next, "operation " + number + " ends and was never invoked");
            }
            Operation<I, O> open = operations.get(position);
            if (open.completedAt() != Operation.OPEN) {
                throw new MalformedHistoryException(
                        next,
                        "operation " + number + " of process " + open.process() + " ends twice");
            }
            operations.set(
                    position,
                    new Operation<>(
                            number,
                            open.process(),
                            open.input(),
                            outcome,
                            output,
                            open.invokedAt(),
                            next++));
            processes.put(open.process(), outcome == Outcome.UNKNOWN ? GONE : FREE);
            return this;
        }
    }
}
