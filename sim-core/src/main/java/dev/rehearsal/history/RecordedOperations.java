package dev.rehearsal.history;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A history as a value that holds exactly the real-time order: for each process its operations, and
 * with each the last one that every other process had completed when it was invoked.
 *
 * <p>Shape: immutable; each event gives a new value. Two sequences of events with the same results
 * and the same order of what really preceded have equal values, however their events were
 * interleaved. This is what the reference counts of exhaustive checking are made with; {@link
 * Monitor} remembers less and gives the same verdicts.
 *
 * <p>Errors: an event that no set of clients can cause raises {@link MalformedHistoryException}
 * with the process.
 */
public record RecordedOperations<I, O>(
        TreeMap<Integer, Vector<RecordedOperations.Entry<I, O>>> processes) {

    /**
     * One operation.
     *
     * @param outcome null while it is open
     * @param preceding for each other process that has completed something the place of its last
     *     completed operation
     */
    public record Entry<I, O>(
            I input,
            @Nullable Outcome outcome,
            @Nullable O output,
            TreeMap<Integer, Integer> preceding) {}

    /** Nothing has happened. */
    public static <I, O> RecordedOperations<I, O> empty() {
        return new RecordedOperations<>(TreeMap.empty());
    }

    /** A client asks. */
    public RecordedOperations<I, O> invoke(int process, I input) {
        Vector<Entry<I, O>> own = processes.getOrElse(process, Vector.empty());
        if (!own.isEmpty()
                && (own.last().outcome() == null || own.last().outcome() == Outcome.UNKNOWN)) {
            throw new MalformedHistoryException(
                    -1,
                    "process "
                            + process
                            + " invokes an operation while its last one has not returned");
        }
        TreeMap<Integer, Integer> preceding = TreeMap.empty();
        for (int other : processes.keySet()) {
            Vector<Entry<I, O>> entries = processes.getOrElse(other, Vector.empty());
            int completed =
                    entries.lastIndexWhere(
                            entry -> entry.outcome() != null && entry.outcome() != Outcome.UNKNOWN);
            if (other != process && completed >= 0) {
                preceding = preceding.put(other, completed);
            }
        }
        return new RecordedOperations<>(
                processes.put(process, own.append(new Entry<>(input, null, null, preceding))));
    }

    /** The open operation of the process took effect and returned this. */
    public RecordedOperations<I, O> ok(int process, O output) {
        return end(process, Outcome.OK, output);
    }

    /** The open operation of the process did not take effect. */
    public RecordedOperations<I, O> fail(int process) {
        return end(process, Outcome.FAIL, null);
    }

    /** Nobody will know what became of the open operation of the process, which does not return. */
    public RecordedOperations<I, O> unknown(int process) {
        return end(process, Outcome.UNKNOWN, null);
    }

    private RecordedOperations<I, O> end(int process, Outcome outcome, @Nullable O output) {
        Vector<Entry<I, O>> own = processes.getOrElse(process, Vector.empty());
        if (own.isEmpty() || own.last().outcome() != null) {
            throw new MalformedHistoryException(
                    -1, "process " + process + " ends an operation and has none open");
        }
        Entry<I, O> open = own.last();
        return new RecordedOperations<>(
                processes.put(
                        process,
                        own.update(
                                own.size() - 1,
                                new Entry<>(open.input(), outcome, output, open.preceding()))));
    }

    /** A history in which exactly the same operations really precede each other. */
    public History<I, O> history() {
        record Place(int process, int index) {}
        record Pending<I, O>(Place place, Entry<I, O> entry, Set<Place> before) {}
        List<Pending<I, O>> pending = new ArrayList<>();
        for (int process : processes.keySet()) {
            Vector<Entry<I, O>> entries = processes.getOrElse(process, Vector.empty());
            for (int i = 0; i < entries.size(); i++) {
                Set<Place> before = new HashSet<>();
                for (int j = 0; j < i; j++) {
                    before.add(new Place(process, j));
                }
                entries.get(i)
                        .preceding()
                        .forEach((other, last) -> {
                            for (int j = 0; j <= last; j++) {
                                before.add(new Place(other, j));
                            }
                        });
                pending.add(new Pending<>(new Place(process, i), entries.get(i), before));
            }
        }
        // What precedes the operations of a history is ordered by inclusion, so fewer means
        // earlier.
        pending.sort((a, b) -> Integer.compare(a.before().size(), b.before().size()));
        History.Builder<I, O> builder = History.builder();
        Map<Place, Integer> numbers = new HashMap<>();
        Set<Place> ended = new HashSet<>();
        for (Pending<I, O> next : pending) {
            for (Pending<I, O> earlier : pending) {
                if (next.before().contains(earlier.place()) && ended.add(earlier.place())) {
                    end(builder, numbers.get(earlier.place()), earlier.entry());
                }
            }
            numbers.put(next.place(), builder.invoke(next.place().process(), next.entry().input()));
        }
        for (Pending<I, O> rest : pending) {
            if (rest.entry().outcome() != null && ended.add(rest.place())) {
                end(builder, numbers.get(rest.place()), rest.entry());
            }
        }
        return builder.build();
    }

    private static <I, O> void end(History.Builder<I, O> builder, int number, Entry<I, O> entry) {
        switch (entry.outcome()) {
            case OK -> builder.ok(number, entry.output());
            case FAIL -> builder.fail(number);
            case UNKNOWN -> builder.unknown(number);
            case null -> {}
        }
    }
}
