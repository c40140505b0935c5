package dev.rehearsal.history.model;

import dev.rehearsal.history.Container;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Step;

import io.vavr.collection.TreeMap;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A queue that gives the least value first.
 *
 * <p>Shape: {@code Insert} is {@link Answer.Done}; {@code RemoveLeast} returns a {@link
 * Answer.Value}, null when the queue is empty. Values are not null; values that compare as equal
 * are equal.
 */
public final class PriorityQueue<V>
        implements Model<PriorityQueue.Sorted<V>, PriorityQueue.Call<V>, Answer<V>> {

    /** What can be asked of a priority queue. */
    public sealed interface Call<V> {}

    /** Adds a value. */
    public record Insert<V>(V value) implements Call<V> {
        @Override
        public String toString() {
            return "insert " + value;
        }
    }

    /** Takes the least value. */
    public record RemoveLeast<V>() implements Call<V> {
        @Override
        public String toString() {
            return "remove least";
        }
    }

    /**
     * Each value in the queue, and how often it is there. Its hash is kept, for it is wanted at
     * every step.
     */
    public record Sorted<V>(TreeMap<V, Integer> counts, int hash) {

        Sorted<V> with(V value) {
            return new Sorted<>(
                    counts.put(value, counts.getOrElse(value, 0) + 1), hash + mixed(value));
        }

        Sorted<V> withoutLeast() {
            V least = counts.head()._1;
            int count = counts.head()._2;
            return new Sorted<>(
                    count == 1 ? counts.remove(least) : counts.put(least, count - 1),
                    hash - mixed(least));
        }

        @Nullable V least() {
            return counts.isEmpty() ? null : counts.head()._1;
        }

        private static int mixed(Object value) {
            int hash = value.hashCode() * 0x9e3779b1;
            return (hash ^ hash >>> 15) * 0x85ebca6b;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Sorted<V> initial;

    private PriorityQueue(Sorted<V> initial) {
        this.initial = initial;
    }

    /** A queue without values, in their natural order. */
    public static <V extends Comparable<? super V>> PriorityQueue<V> empty() {
        return holding(Comparator.<V>naturalOrder(), List.of());
    }

    /** A queue that holds these values first, in an order of their own. */
    public static <V> PriorityQueue<V> holding(Comparator<? super V> order, Iterable<V> values) {
        Sorted<V> sorted = new Sorted<>(TreeMap.empty(order), 0);
        for (V value : values) {
            sorted = sorted.with(value);
        }
        return new PriorityQueue<>(sorted);
    }

    @Override
    public Sorted<V> initial() {
        return initial;
    }

    @Override
    public Step<Sorted<V>> step(Sorted<V> state, Call<V> input, Answer<V> output) {
        return switch (input) {
            case Insert<V>(V value) ->
                    output instanceof Answer.Done<V> || output instanceof Answer.Unseen<V>
                            ? Step.legal(state.with(value))
                            : Step.illegal("an insert returns nothing");
            case RemoveLeast<V>() ->
                    switch (output) {
                        case Answer.Value<V>(V value) ->
                                !Objects.equals(state.least(), value)
                                        ? Step.illegal(() -> describeLeast(state))
                                        : Step.legal(value == null ? state : state.withoutLeast());
                        case Answer.Unseen<V>() -> Step.legal(stepUnknown(state, input));
                        case Answer.Done<V>(), Answer.Flag<V>(_), Answer.At<V>(_) ->
                                Step.illegal("a removal returns a value");
                    };
        };
    }

    @Override
    public List<Sorted<V>> stepUnknown(Sorted<V> state, Call<V> input) {
        return switch (input) {
            case Insert<V>(V value) -> List.of(state.with(value));
            case RemoveLeast<V>() ->
                    List.of(state.counts().isEmpty() ? state : state.withoutLeast());
        };
    }

    @Override
    public boolean observes(Call<V> input, Answer<V> output) {
        return output instanceof Answer.Value<V>(V value) && value == null;
    }

    private String describeLeast(Sorted<V> state) {
        return state.counts().isEmpty()
                ? "the queue is empty"
                : "the least value is " + state.least();
    }

    @Override
    public Optional<Container<Call<V>, Answer<V>>> container(Object part) {
        return initial.counts().isEmpty() ? Optional.of(new Shape<>(initial)) : Optional.empty();
    }

    private record Shape<V>(Sorted<V> sorted) implements TakenOnce<Call<V>, V> {
        @Override
        public Kind kind() {
            return Kind.LEAST_FIRST;
        }

        @Override
        public @Nullable Object put(Call<V> input) {
            return input instanceof Insert<V>(V value) ? value : null;
        }

        @Override
        public int compare(Object left, Object right) {
            @SuppressWarnings("unchecked")
            Comparator<Object> order =
                    (Comparator<Object>) (Comparator<?>) sorted.counts().comparator();
            return order.compare(left, right);
        }
    }

    @Override
    public String describeState(Sorted<V> state) {
        return state.counts().isEmpty()
                ? "the queue is empty"
                : "the queue holds "
                        + state.counts()
                                .map(entry ->
                                        entry._2 == 1
                                                ? entry._1.toString()
                                                : entry._2 + "×" + entry._1)
                                .mkString("[", ", ", "]");
    }

    @Override
    public String describeResult(Call<V> input, Answer<V> output) {
        return switch (output) {
            case Answer.Done<V>() -> "";
            case Answer.Value<V>(V value) when value == null -> "empty";
            default -> output.toString();
        };
    }
}
