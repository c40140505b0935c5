package dev.rehearsal.history.model;

import dev.rehearsal.history.Container;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Step;

import io.vavr.collection.List;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;

/**
 * A stack: last in, first out.
 *
 * <p>Shape: {@code Push} is {@link Answer.Done}; {@code Pop} returns a {@link Answer.Value}, null
 * when the stack is empty. Values are not null.
 */
public final class Stack<V> implements Model<Stack.Piled<V>, Stack.Call<V>, Answer<V>> {

    /** What can be asked of a stack. */
    public sealed interface Call<V> {}

    /** Puts on top. */
    public record Push<V>(V value) implements Call<V> {
        @Override
        public String toString() {
            return "push " + value;
        }
    }

    /** Takes from the top. */
    public record Pop<V>() implements Call<V> {
        @Override
        public String toString() {
            return "pop";
        }
    }

    /**
     * The values on the stack, top first. Its hash is kept, for tall stacks would be hashed at
     * every step.
     */
    public record Piled<V>(List<V> values, int hash) {

        private static final int BASE = 0x9e3779b1;

        private static final int INVERSE = inverse();

        private static int inverse() {
            int inverse = BASE;
            for (int i = 0; i < 5; i++) {
                inverse *= 2 - BASE * inverse;
            }
            return inverse;
        }

        static <V> Piled<V> of(Iterable<V> bottomFirst) {
            Piled<V> piled = new Piled<>(List.empty(), 0);
            for (V value : bottomFirst) {
                piled = piled.with(value);
            }
            return piled;
        }

        Piled<V> with(V value) {
            return new Piled<>(values.prepend(value), hash * BASE + value.hashCode() + 1);
        }

        Piled<V> withoutTop() {
            return new Piled<>(values.tail(), (hash - values.head().hashCode() - 1) * INVERSE);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Piled<V> initial;

    private Stack(Piled<V> initial) {
        this.initial = initial;
    }

    /** A stack without values. */
    public static <V> Stack<V> empty() {
        return holding(List.empty());
    }

    /** A stack that holds these values first, the last one on top. */
    public static <V> Stack<V> holding(Iterable<V> bottomFirst) {
        return new Stack<>(Piled.of(bottomFirst));
    }

    @Override
    public Piled<V> initial() {
        return initial;
    }

    @Override
    public Step<Piled<V>> step(Piled<V> state, Call<V> input, Answer<V> output) {
        return switch (input) {
            case Push<V>(V value) ->
                    output instanceof Answer.Done<V> || output instanceof Answer.Unseen<V>
                            ? Step.legal(state.with(value))
                            : Step.illegal("a push returns nothing");
            case Pop<V>() ->
                    switch (output) {
                        case Answer.Value<V>(V value) -> {
                            V top = state.values().isEmpty() ? null : state.values().head();
                            yield !Objects.equals(top, value)
                                    ? Step.illegal(() -> describeTop(state))
                                    : Step.legal(value == null ? state : state.withoutTop());
                        }
                        case Answer.Unseen<V>() -> Step.legal(stepUnknown(state, input));
                        case Answer.Done<V>(), Answer.Flag<V>(_), Answer.At<V>(_) ->
                                Step.illegal("a pop returns a value");
                    };
        };
    }

    @Override
    public java.util.List<Piled<V>> stepUnknown(Piled<V> state, Call<V> input) {
        return switch (input) {
            case Push<V>(V value) -> java.util.List.of(state.with(value));
            case Pop<V>() ->
                    java.util.List.of(state.values().isEmpty() ? state : state.withoutTop());
        };
    }

    @Override
    public boolean observes(Call<V> input, Answer<V> output) {
        return output instanceof Answer.Value<V>(V value) && value == null;
    }

    private String describeTop(Piled<V> state) {
        return state.values().isEmpty()
                ? "the stack is empty"
                : "the top of the stack is " + state.values().head();
    }

    @Override
    public Optional<Container<Call<V>, Answer<V>>> container(Object part) {
        return initial.values().isEmpty() ? Optional.of(new Shape<>()) : Optional.empty();
    }

    private record Shape<V>() implements TakenOnce<Call<V>, V> {
        @Override
        public Kind kind() {
            return Kind.LIFO;
        }

        @Override
        public @Nullable Object put(Call<V> input) {
            return input instanceof Push<V>(V value) ? value : null;
        }
    }

    @Override
    public String describeState(Piled<V> state) {
        return state.values().isEmpty()
                ? "the stack is empty"
                : "the stack holds " + state.values().mkString("[", ", ", "]") + ", top first";
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
