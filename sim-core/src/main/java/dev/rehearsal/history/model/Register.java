package dev.rehearsal.history.model;

import dev.rehearsal.history.Container;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;
import dev.rehearsal.history.Step;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One value that is read, written, and compared and set.
 *
 * <p>Shape: {@code Read} returns a {@link Answer.Value}, {@code Write} is {@link Answer.Done},
 * {@code Cas} returns a {@link Answer.Flag}; a {@code Cas} that is {@link Answer.Done} succeeded.
 */
public final class Register<V> implements Model<Held<V>, Register.Call<V>, Answer<V>> {

    /** What can be asked of a register. */
    public sealed interface Call<V> {}

    /** Returns the value held. */
    public record Read<V>() implements Call<V> {
        @Override
        public String toString() {
            return "read";
        }
    }

    /** Replaces the value. */
    public record Write<V>(@Nullable V value) implements Call<V> {
        @Override
        public String toString() {
            return "write " + value;
        }
    }

    /** Replaces the value by {@code to} if it is {@code from}, and tells whether it was. */
    public record Cas<V>(@Nullable V from, @Nullable V to) implements Call<V> {
        @Override
        public String toString() {
            return "cas " + from + "→" + to;
        }
    }

    private final Held<V> initial;
    private final boolean failedSwapsCount;

    private Register(Held<V> initial, boolean failedSwapsCount) {
        this.initial = initial;
        this.failedSwapsCount = failedSwapsCount;
    }

    /**
     * A register that holds this value first; a failed operation has no effect and tells nothing.
     */
    public static <V> Register<V> holding(@Nullable V initial) {
        return new Register<>(Held.of(initial), false);
    }

    /**
     * The same register, where a failed compare-and-set has observed a value other than the
     * expected one.
     */
    public Register<V> withFailedSwapsObserved() {
        return new Register<>(initial, true);
    }

    @Override
    public Held<V> initial() {
        return initial;
    }

    @Override
    public Step<Held<V>> step(Held<V> state, Call<V> input, Answer<V> output) {
        return switch (input) {
            case Read<V>() ->
                    switch (output) {
                        case Answer.Value<V>(V value) ->
                                Step.unchangedIf(
                                        state.is(value), state, () -> describeState(state));
                        case Answer.Unseen<V>() -> Step.legal(state);
                        case Answer.Done<V>(), Answer.Flag<V>(_), Answer.At<V>(_) ->
                                Step.illegal("a read returns a value");
                    };
            case Write<V>(V value) ->
                    switch (output) {
                        case Answer.Done<V>(), Answer.Unseen<V>() -> Step.legal(Held.of(value));
                        case Answer.Value<V>(_), Answer.Flag<V>(_), Answer.At<V>(_) ->
                                Step.illegal("a write returns nothing");
                    };
            case Cas<V>(V from, V to) ->
                    switch (output) {
                        case Answer.Flag<V>(boolean yes) ->
                                state.is(from) != yes
                                        ? Step.illegal(() -> describeState(state))
                                        : Step.legal(yes ? Held.of(to) : state);
                        case Answer.Done<V>() ->
                                state.is(from)
                                        ? Step.legal(Held.of(to))
                                        : Step.illegal(() -> describeState(state));
                        case Answer.Unseen<V>() -> Step.legal(state.is(from) ? Held.of(to) : state);
                        case Answer.Value<V>(_), Answer.At<V>(_) ->
                                Step.illegal("a cas returns yes or no");
                    };
        };
    }

    @Override
    public List<Held<V>> stepUnknown(Held<V> state, Call<V> input) {
        return switch (input) {
            case Read<V>() -> List.of(state);
            case Write<V>(V value) -> List.of(Held.of(value));
            case Cas<V>(V from, V to) -> List.of(state.is(from) ? Held.of(to) : state);
        };
    }

    @Override
    public boolean reads(Call<V> input) {
        return input instanceof Read<V>
                || input instanceof Cas<V>(V from, V to) && Objects.equals(from, to);
    }

    @Override
    public boolean observes(Call<V> input, Answer<V> output) {
        return reads(input)
                || input instanceof Cas<V> && output instanceof Answer.Flag<V>(boolean yes) && !yes;
    }

    @Override
    public Optional<Answer<V>> failed(Call<V> input) {
        return failedSwapsCount && input instanceof Cas<V>
                ? Optional.of(Answer.flag(false))
                : Optional.empty();
    }

    /** Values that no read returns and no cas expects are one value. */
    @Override
    public UnaryOperator<Held<V>> quotient(List<Operation<Call<V>, Answer<V>>> operations) {
        Set<Object> seen = new HashSet<>();
        for (Operation<Call<V>, Answer<V>> operation : operations) {
            if (operation.input() instanceof Cas<V>(V from, V _)) {
                seen.add(Held.of(from));
            } else if (operation.outcome() == Outcome.OK
                    && operation.input() instanceof Read<V>
                    && operation.output() instanceof Answer.Value<V>(V value)) {
                seen.add(Held.of(value));
            }
        }
        return state -> seen.contains(state) ? state : Held.unobserved();
    }

    @Override
    public Optional<Container<Call<V>, Answer<V>>> container(Object part) {
        return Optional.of(new Shape<>(initial.value()));
    }

    private record Shape<V>(@Nullable V first) implements Container<Call<V>, Answer<V>> {
        @Override
        public Kind kind() {
            return Kind.REGISTER;
        }

        @Override
        public Role role(Call<V> input) {
            return switch (input) {
                case Read<V>() -> Role.TAKE;
                case Write<V> _ -> Role.PUT;
                case Cas<V> _ -> Role.OTHER;
            };
        }

        @Override
        public @Nullable Object put(Call<V> input) {
            return input instanceof Write<V>(V value) ? value : null;
        }

        @Override
        public @Nullable Object taken(Answer<V> output) {
            return output instanceof Answer.Value<V>(V value) ? value : UNSEEN;
        }
    }

    @Override
    public String describeState(Held<V> state) {
        return "the register holds " + state;
    }

    @Override
    public String describeResult(Call<V> input, Answer<V> output) {
        return output instanceof Answer.Done<V> ? "" : output.toString();
    }
}
