package dev.rehearsal.history.model;

import dev.rehearsal.history.Container;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Step;

import io.vavr.collection.Queue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A queue: first in, first out.
 *
 * <p>Shape: {@code Enqueue} is {@link Answer.Done}; {@code Dequeue} returns a {@link Answer.Value},
 * null when the queue is empty. Values are not null.
 */
public final class FifoQueue<V>
        implements Model<FifoQueue.Waiting<V>, FifoQueue.Call<V>, Answer<V>> {

    /** What can be asked of a queue. */
    public sealed interface Call<V> {}

    /** Adds at the end. */
    public record Enqueue<V>(V value) implements Call<V> {
        @Override
        public String toString() {
            return "enqueue " + value;
        }
    }

    /** Takes from the front. */
    public record Dequeue<V>() implements Call<V> {
        @Override
        public String toString() {
            return "dequeue";
        }
    }

    /** The values in the queue. Its hash is kept, for long queues would be hashed at every step. */
    public record Waiting<V>(Queue<V> values, int hash) {

        private static final int BASE = 0x9e3779b1;

        static <V> Waiting<V> of(Iterable<V> values) {
            Waiting<V> waiting = new Waiting<>(Queue.empty(), 0);
            for (V value : values) {
                waiting = waiting.with(value);
            }
            return waiting;
        }

        Waiting<V> with(V value) {
            return new Waiting<>(values.enqueue(value), hash * BASE + value.hashCode() + 1);
        }

        Waiting<V> withoutFirst() {
            int weight = 1;
            int power = BASE;
            for (int n = values.size() - 1; n > 0; n >>= 1) {
                weight *= (n & 1) == 1 ? power : 1;
                power *= power;
            }
            return new Waiting<>(values.tail(), hash - (values.head().hashCode() + 1) * weight);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Waiting<V> initial;

    private FifoQueue(Waiting<V> initial) {
        this.initial = initial;
    }

    /** A queue without values. */
    public static <V> FifoQueue<V> empty() {
        return holding(List.of());
    }

    /** A queue that holds these values first. */
    public static <V> FifoQueue<V> holding(Iterable<V> values) {
        return new FifoQueue<>(Waiting.of(values));
    }

    @Override
    public Waiting<V> initial() {
        return initial;
    }

    @Override
    public Step<Waiting<V>> step(Waiting<V> state, Call<V> input, Answer<V> output) {
        return switch (input) {
            case Enqueue<V>(V value) ->
                    output instanceof Answer.Done<V> || output instanceof Answer.Unseen<V>
                            ? Step.legal(state.with(value))
                            : Step.illegal("an enqueue returns nothing");
            case Dequeue<V>() ->
                    switch (output) {
                        case Answer.Value<V>(V value) -> {
                            V first = state.values().isEmpty() ? null : state.values().head();
                            yield !Objects.equals(first, value)
                                    ? Step.illegal(() -> describeFirst(state))
                                    : Step.legal(value == null ? state : state.withoutFirst());
                        }
                        case Answer.Unseen<V>() -> Step.legal(stepUnknown(state, input));
                        case Answer.Done<V>(), Answer.Flag<V>(_), Answer.At<V>(_) ->
                                Step.illegal("a dequeue returns a value");
                    };
        };
    }

    @Override
    public List<Waiting<V>> stepUnknown(Waiting<V> state, Call<V> input) {
        return switch (input) {
            case Enqueue<V>(V value) -> List.of(state.with(value));
            case Dequeue<V>() -> List.of(state.values().isEmpty() ? state : state.withoutFirst());
        };
    }

    @Override
    public boolean observes(Call<V> input, Answer<V> output) {
        return output instanceof Answer.Value<V>(V value) && value == null;
    }

    private String describeFirst(Waiting<V> state) {
        return state.values().isEmpty()
                ? "the queue is empty"
                : "the first of the queue is " + state.values().head();
    }

    @Override
    public Optional<Container<Call<V>, Answer<V>>> container(Object part) {
        return initial.values().isEmpty() ? Optional.of(new Shape<>()) : Optional.empty();
    }

    private record Shape<V>() implements TakenOnce<Call<V>, V> {
        @Override
        public Kind kind() {
            return Kind.FIFO;
        }

        @Override
        public @Nullable Object put(Call<V> input) {
            return input instanceof Enqueue<V>(V value) ? value : null;
        }
    }

    @Override
    public String describeState(Waiting<V> state) {
        return state.values().isEmpty()
                ? "the queue is empty"
                : "the queue holds " + state.values().mkString("[", ", ", "]");
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
