package dev.rehearsal.history.model;

import dev.rehearsal.history.Model;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;
import dev.rehearsal.history.Step;

import io.vavr.collection.Vector;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A log that only grows, and is read from a position to its end.
 *
 * <p>Shape: {@code Append} is {@link Answer.Done}, or {@link Answer.At} with the position of the
 * new entry; {@code Read} returns a {@link Answer.Value} with all entries from a position on.
 * Positions count from 0; a read from behind the end returns no entries.
 */
public final class AppendLog<V>
        implements Model<AppendLog.Entries<V>, AppendLog.Call<V>, Answer<Vector<V>>> {

    /** What can be asked of a log. */
    public sealed interface Call<V> {}

    /** Adds at the end. */
    public record Append<V>(V entry) implements Call<V> {
        @Override
        public String toString() {
            return "append " + entry;
        }
    }

    /** Returns everything from a position on. */
    public record Read<V>(int from) implements Call<V> {
        @Override
        public String toString() {
            return from == 0 ? "read" : "read from " + from;
        }
    }

    /**
     * The entries of the log; not observable: some log that is never seen. Its hash is kept, for
     * long logs would be hashed at every step.
     */
    public record Entries<V>(Vector<V> values, int hash, boolean observable) {

        static <V> Entries<V> of(Iterable<V> values) {
            Entries<V> entries = new Entries<>(Vector.empty(), 0, true);
            for (V value : values) {
                entries = entries.with(value);
            }
            return entries;
        }

        Entries<V> with(V value) {
            if (!observable) {
                return this;
            }
            return new Entries<>(
                    values.append(value), hash * 31 + Objects.hashCode(value) + 1, true);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Entries<V> initial;

    private AppendLog(Entries<V> initial) {
        this.initial = initial;
    }

    /** A log without entries. */
    public static <V> AppendLog<V> empty() {
        return holding(List.of());
    }

    /** A log that holds these entries first. */
    public static <V> AppendLog<V> holding(Iterable<V> values) {
        return new AppendLog<>(Entries.of(values));
    }

    @Override
    public Entries<V> initial() {
        return initial;
    }

    @Override
    public Step<Entries<V>> step(Entries<V> state, Call<V> input, Answer<Vector<V>> output) {
        return switch (input) {
            case Append<V>(V entry) ->
                    switch (output) {
                        case Answer.At<Vector<V>>(long position)
                                when position != state.values().size() ->
                                Step.illegal(
                                        () -> "the log has " + state.values().size() + " entries");
                        case Answer.At<Vector<V>>(_),
                                Answer.Done<Vector<V>>(),
                                Answer.Unseen<Vector<V>>() ->
                                Step.legal(state.with(entry));
                        case Answer.Value<Vector<V>>(_), Answer.Flag<Vector<V>>(_) ->
                                Step.illegal("an append returns nothing or a position");
                    };
            case Read<V>(int from) ->
                    switch (output) {
                        case Answer.Value<Vector<V>>(Vector<V> read) ->
                                Step.unchangedIf(
                                        state.observable()
                                                && state.values().drop(from).equals(read),
                                        state,
                                        () -> describeState(state));
                        case Answer.Unseen<Vector<V>>() -> Step.legal(state);
                        case Answer.Done<Vector<V>>(),
                                Answer.Flag<Vector<V>>(_),
                                Answer.At<Vector<V>>(_) ->
                                Step.illegal("a read returns entries");
                    };
        };
    }

    @Override
    public List<Entries<V>> stepUnknown(Entries<V> state, Call<V> input) {
        return switch (input) {
            case Append<V>(V entry) -> List.of(state.with(entry));
            case Read<V> _ -> List.of(state);
        };
    }

    @Override
    public boolean reads(Call<V> input) {
        return input instanceof Read<V>;
    }

    /**
     * Once a log is no beginning of any that is read whole, and as long as nothing else is ever
     * returned, its contents no longer matter.
     */
    @Override
    public UnaryOperator<Entries<V>> quotient(
            List<Operation<Call<V>, Answer<Vector<V>>>> operations) {
        Set<Entries<V>> beginnings = new HashSet<>();
        for (Operation<Call<V>, Answer<Vector<V>>> operation : operations) {
            if (operation.outcome() != Outcome.OK) {
                continue;
            }
            if (operation.output() instanceof Answer.At<Vector<V>>
                    || operation.input() instanceof Read<V>(int from) && from != 0) {
                return UnaryOperator.identity();
            }
            if (operation.output() instanceof Answer.Value<Vector<V>>(Vector<V> read)
                    && read != null
                    && !beginnings.contains(Entries.of(read))) {
                Entries<V> beginning = new Entries<>(Vector.empty(), 0, true);
                beginnings.add(beginning);
                for (V entry : read) {
                    beginning = beginning.with(entry);
                    beginnings.add(beginning);
                }
            }
        }
        Entries<V> dead = new Entries<>(Vector.empty(), 0, false);
        return state -> beginnings.contains(state) ? state : dead;
    }

    @Override
    public String describeState(Entries<V> state) {
        return !state.observable()
                ? "the log has other entries than are ever read"
                : state.values().isEmpty()
                        ? "the log is empty"
                        : "the log holds " + state.values().mkString("[", ", ", "]");
    }

    @Override
    public String describeResult(Call<V> input, Answer<Vector<V>> output) {
        return switch (output) {
            case Answer.Done<Vector<V>>() -> "";
            case Answer.Value<Vector<V>>(Vector<V> read) -> read.mkString("[", ", ", "]");
            default -> output.toString();
        };
    }
}
