package dev.rehearsal.history.model;

import dev.rehearsal.history.Container;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;
import dev.rehearsal.history.Step;

import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A map whose keys are read, replaced and appended to one at a time. Divided by key.
 *
 * <p>Shape: {@code Get} returns a {@link Answer.Value}, null for an absent key; {@code Put} and
 * {@code Append} are {@link Answer.Done}. Keys print differently when they are unequal.
 */
public final class KeyValue<K, V>
        implements Model<Map<K, Held<V>>, KeyValue.Call<K, V>, Answer<V>> {

    /** What can be asked of the map; every operation is about one key. */
    public sealed interface Call<K, V> {
        /** The key it is about. */
        K key();
    }

    /** Returns the value of the key. */
    public record Get<K, V>(K key) implements Call<K, V> {
        @Override
        public String toString() {
            return "get " + key;
        }
    }

    /** Replaces the value of the key. */
    public record Put<K, V>(K key, @Nullable V value) implements Call<K, V> {
        @Override
        public String toString() {
            return "put " + key + " " + value;
        }
    }

    /** Adds at the end of the value of the key. */
    public record Append<K, V>(K key, V value) implements Call<K, V> {
        @Override
        public String toString() {
            return "append " + key + " " + value;
        }
    }

    /** How values are joined, for maps that know {@code Append}. */
    private interface Joining<V> {
        /** The value after an append. */
        V join(@Nullable V value, V added);

        /**
         * An order of values in which those that begin with a value come right after it, before all
         * others.
         */
        int compare(V left, V right);

        /** Whether appends can make the whole out of the beginning. */
        boolean begins(V beginning, V whole);
    }

    private static final Joining<String> TEXT =
            new Joining<>() {
                @Override
                public String join(@Nullable String value, String added) {
                    return value == null ? added : value + added;
                }

                @Override
                public int compare(String left, String right) {
                    return left.compareTo(right);
                }

                @Override
                public boolean begins(String beginning, String whole) {
                    return whole.startsWith(beginning);
                }
            };

    private final @Nullable V absent;
    private final @Nullable Joining<V> joining;
    private final Map<K, Held<V>> initial;

    private KeyValue(@Nullable V absent, @Nullable Joining<V> joining, Map<K, Held<V>> initial) {
        this.absent = absent;
        this.joining = joining;
        this.initial = initial;
    }

    /** An empty map that knows {@code Get} and {@code Put}; an absent key reads as null. */
    public static <K, V> KeyValue<K, V> empty() {
        return new KeyValue<>(null, null, HashMap.empty());
    }

    /** A map of strings that knows {@code Append} too; an absent key reads as this value. */
    public static <K> KeyValue<K, String> ofStrings(@Nullable String absent) {
        return new KeyValue<>(absent, TEXT, HashMap.empty());
    }

    /** The same map with these values to begin with. */
    public KeyValue<K, V> holding(java.util.Map<K, V> values) {
        Map<K, Held<V>> held = HashMap.empty();
        for (java.util.Map.Entry<K, V> entry : values.entrySet()) {
            held = held.put(entry.getKey(), Held.of(entry.getValue()));
        }
        return new KeyValue<>(absent, joining, held);
    }

    @Override
    public Map<K, Held<V>> initial() {
        return initial;
    }

    @Override
    public Step<Map<K, Held<V>>> step(Map<K, Held<V>> state, Call<K, V> input, Answer<V> output) {
        return switch (input) {
            case Get<K, V>(K key) ->
                    switch (output) {
                        case Answer.Value<V>(V value) ->
                                Step.unchangedIf(
                                        held(state, key).is(value),
                                        state,
                                        () -> "key " + key + " holds " + held(state, key));
                        case Answer.Unseen<V>() -> Step.legal(state);
                        case Answer.Done<V>(), Answer.Flag<V>(_), Answer.At<V>(_) ->
                                Step.illegal("a get returns a value");
                    };
            case Put<K, V> put -> written(state, put, output);
            case Append<K, V> append -> written(state, append, output);
        };
    }

    private Step<Map<K, Held<V>>> written(
            Map<K, Held<V>> state, Call<K, V> input, Answer<V> output) {
        return output instanceof Answer.Done<V> || output instanceof Answer.Unseen<V>
                ? Step.legal(stepUnknown(state, input))
                : Step.illegal("a put or append returns nothing");
    }

    @Override
    public List<Map<K, Held<V>>> stepUnknown(Map<K, Held<V>> state, Call<K, V> input) {
        return switch (input) {
            case Get<K, V> _ -> List.of(state);
            case Put<K, V>(K key, V value) -> List.of(state.put(key, Held.of(value)));
            case Append<K, V>(K key, V value) -> {
                if (joining == null) {
                    throw new IllegalArgumentException("this map knows no append: key=" + key);
                }
                Held<V> held = held(state, key);
                yield List.of(
                        held.observable()
                                ? state.put(key, Held.of(joining.join(held.value(), value)))
                                : state);
            }
        };
    }

    @Override
    public boolean reads(Call<K, V> input) {
        return input instanceof Get<K, V>;
    }

    @Override
    public Object part(Call<K, V> input) {
        return input.key();
    }

    /**
     * A value that is never read, and of which appends can make no value that is read, is one dead
     * value until the next put.
     */
    @Override
    public UnaryOperator<Map<K, Held<V>>> quotient(
            List<Operation<Call<K, V>, Answer<V>>> operations) {
        Joining<V> join = joining;
        java.util.Map<K, Set<V>> seen = new java.util.HashMap<>();
        for (Operation<Call<K, V>, Answer<V>> operation : operations) {
            if (operation.outcome() == Outcome.OK
                    && operation.input() instanceof Get<K, V>(K key)
                    && operation.output() instanceof Answer.Value<V>(V value)
                    && value != null) {
                seen.computeIfAbsent(
                                key,
                                _ -> join == null ? new HashSet<>() : new TreeSet<>(join::compare))
                        .add(value);
            }
        }
        return state -> {
            Map<K, Held<V>> rest = state;
            for (Tuple2<K, Held<V>> entry : state) {
                Held<V> held = entry._2;
                V value = held.value();
                if (held.observable() && value != null && !canBeSeen(value, seen.get(entry._1))) {
                    rest = rest.put(entry._1, Held.unobserved());
                }
            }
            return rest;
        };
    }

    private boolean canBeSeen(V value, @Nullable Set<V> seen) {
        if (seen == null) {
            return false;
        }
        if (joining != null && seen instanceof TreeSet<V> ordered) {
            V least = ordered.ceiling(value);
            return least != null && joining.begins(value, least);
        }
        return seen.contains(value);
    }

    private Held<V> held(Map<K, Held<V>> state, K key) {
        return state.getOrElse(key, Held.of(absent));
    }

    /** Each key is a register as long as nothing is appended to it. */
    @Override
    public Optional<Container<Call<K, V>, Answer<V>>> container(Object part) {
        Held<V> first = absent == null ? Held.of(null) : Held.of(absent);
        for (Tuple2<K, Held<V>> entry : initial) {
            if (entry._1.equals(part)) {
                first = entry._2;
            }
        }
        return Optional.of(new Shape<>(first.value()));
    }

    private record Shape<K, V>(@Nullable V first) implements Container<Call<K, V>, Answer<V>> {
        @Override
        public Kind kind() {
            return Kind.REGISTER;
        }

        @Override
        public Role role(Call<K, V> input) {
            return switch (input) {
                case Get<K, V> _ -> Role.TAKE;
                case Put<K, V> _ -> Role.PUT;
                case Append<K, V> _ -> Role.OTHER;
            };
        }

        @Override
        public @Nullable Object put(Call<K, V> input) {
            return input instanceof Put<K, V>(K _, V value) ? value : null;
        }

        @Override
        public @Nullable Object taken(Answer<V> output) {
            return output instanceof Answer.Value<V>(V value) ? value : UNSEEN;
        }
    }

    @Override
    public String describeState(Map<K, Held<V>> state) {
        TreeMap<String, String> sorted = new TreeMap<>();
        state.forEach((key, held) -> sorted.put(String.valueOf(key), held.toString()));
        return sorted.isEmpty() ? "the map is empty" : "the map holds " + sorted;
    }

    @Override
    public String describeResult(Call<K, V> input, Answer<V> output) {
        return output instanceof Answer.Done<V> ? "" : output.toString();
    }
}
