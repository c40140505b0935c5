package dev.rehearsal.history.model;

import dev.rehearsal.history.Model;
import dev.rehearsal.history.Step;

import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.TreeMap;

/**
 * Several registers that are read and written together: an operation is a transaction, a list of
 * reads and writes that take effect at one moment.
 *
 * <p>Shape: the result is one answer for each read, in order, {@link Answer.Value} or {@link
 * Answer.Unseen}. A read sees the writes before it in its own transaction. A register that was
 * never written reads as null.
 */
public final class MultiRegister<K, V>
        implements Model<Map<K, Held<V>>, Vector<MultiRegister.Access<K, V>>, Vector<Answer<V>>> {

    /** One step of a transaction. */
    public sealed interface Access<K, V> {}

    /** Reads a register. */
    public record Read<K, V>(K key) implements Access<K, V> {
        @Override
        public String toString() {
            return "read " + key;
        }
    }

    /** Writes a register. */
    public record Write<K, V>(K key, @Nullable V value) implements Access<K, V> {
        @Override
        public String toString() {
            return "write " + key + " " + value;
        }
    }

    private final Map<K, Held<V>> initial;

    private MultiRegister(Map<K, Held<V>> initial) {
        this.initial = initial;
    }

    /** Registers of which none was written yet. */
    public static <K, V> MultiRegister<K, V> empty() {
        return new MultiRegister<>(HashMap.empty());
    }

    /** Registers that hold these values first. */
    public static <K, V> MultiRegister<K, V> holding(java.util.Map<K, V> values) {
        Map<K, Held<V>> initial = HashMap.empty();
        for (java.util.Map.Entry<K, V> entry : values.entrySet()) {
            initial = initial.put(entry.getKey(), Held.of(entry.getValue()));
        }
        return new MultiRegister<>(initial);
    }

    @Override
    public Map<K, Held<V>> initial() {
        return initial;
    }

    @Override
    public Step<Map<K, Held<V>>> step(
            Map<K, Held<V>> state, Vector<Access<K, V>> input, Vector<Answer<V>> output) {
        Map<K, Held<V>> next = state;
        int reads = 0;
        for (Access<K, V> access : input) {
            switch (access) {
                case Read<K, V>(K key) -> {
                    if (reads == output.size()) {
                        return Step.illegal("fewer answers than reads");
                    }
                    Held<V> held = next.getOrElse(key, Held.of(null));
                    if (output.get(reads++) instanceof Answer.Value<V>(V value)
                            && !held.is(value)) {
                        return Step.illegal(() -> "register " + key + " holds " + held);
                    }
                }
                case Write<K, V>(K key, V value) -> next = next.put(key, Held.of(value));
            }
        }
        return reads == output.size() ? Step.legal(next) : Step.illegal("more answers than reads");
    }

    @Override
    public List<Map<K, Held<V>>> stepUnknown(Map<K, Held<V>> state, Vector<Access<K, V>> input) {
        Map<K, Held<V>> next = state;
        for (Access<K, V> access : input) {
            if (access instanceof Write<K, V>(K key, V value)) {
                next = next.put(key, Held.of(value));
            }
        }
        return List.of(next);
    }

    @Override
    public boolean reads(Vector<Access<K, V>> input) {
        return input.forAll(Read.class::isInstance);
    }

    @Override
    public String describeState(Map<K, Held<V>> state) {
        TreeMap<String, String> sorted = new TreeMap<>();
        state.forEach((key, held) -> sorted.put(String.valueOf(key), held.toString()));
        return "the registers hold " + sorted;
    }

    @Override
    public String describeCall(Vector<Access<K, V>> input) {
        return input.mkString("txn [", ", ", "]");
    }

    @Override
    public String describeResult(Vector<Access<K, V>> input, Vector<Answer<V>> output) {
        return output.isEmpty() ? "" : output.mkString("[", ", ", "]");
    }
}
