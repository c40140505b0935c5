package dev.rehearsal.history.model;

import dev.rehearsal.history.Model;
import dev.rehearsal.history.Step;

import java.util.List;

/**
 * A number that is added to and read.
 *
 * <p>Shape: {@code Add} takes any whole number and is {@link Answer.Done}, or a {@link
 * Answer.Value} with the sum after it; {@code Get} returns a {@link Answer.Value}.
 */
public final class Counter implements Model<Long, Counter.Call, Answer<Long>> {

    /** What can be asked of a counter. */
    public sealed interface Call {}

    /** Adds this number. */
    public record Add(long amount) implements Call {
        @Override
        public String toString() {
            return "add " + amount;
        }
    }

    /** Returns the sum. */
    public record Get() implements Call {
        @Override
        public String toString() {
            return "get";
        }
    }

    private final long initial;

    private Counter(long initial) {
        this.initial = initial;
    }

    /** A counter that begins with this number. */
    public static Counter from(long initial) {
        return new Counter(initial);
    }

    @Override
    public Long initial() {
        return initial;
    }

    @Override
    public Step<Long> step(Long state, Call input, Answer<Long> output) {
        long next = after(state, input);
        return switch (output) {
            case Answer.Value<Long>(Long value) ->
                    value != null && value == next
                            ? Step.legal(next)
                            : Step.illegal(() -> describeState(state));
            case Answer.Unseen<Long>() -> Step.legal(next);
            case Answer.Done<Long>() ->
                    input instanceof Add
                            ? Step.legal(next)
                            : Step.illegal("a get returns a number");
            case Answer.Flag<Long>(_), Answer.At<Long>(_) ->
                    Step.illegal("a counter returns a number");
        };
    }

    @Override
    public List<Long> stepUnknown(Long state, Call input) {
        return List.of(after(state, input));
    }

    private static long after(long state, Call input) {
        return switch (input) {
            case Add(long amount) -> Math.addExact(state, amount);
            case Get() -> state;
        };
    }

    @Override
    public boolean reads(Call input) {
        return input instanceof Get || input instanceof Add(long amount) && amount == 0;
    }

    @Override
    public String describeState(Long state) {
        return "the counter is at " + state;
    }

    @Override
    public String describeResult(Call input, Answer<Long> output) {
        return output instanceof Answer.Done<Long> ? "" : output.toString();
    }
}
