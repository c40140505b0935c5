package dev.rehearsal.history.model;

import dev.rehearsal.history.Model;
import dev.rehearsal.history.Step;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;

import java.util.List;

/**
 * A set whose elements are added, removed and asked for one at a time. Divided by element.
 *
 * <p>Shape: every operation returns a {@link Answer.Flag}: {@code Add} whether the element was
 * absent, {@code Remove} and {@code Contains} whether it was present. Elements print differently
 * when they are unequal.
 */
public final class ElementSet<V> implements Model<Set<V>, ElementSet.Call<V>, Answer<V>> {

    /** What can be asked of a set; every operation is about one element. */
    public sealed interface Call<V> {
        /** The element it is about. */
        V element();
    }

    /** Puts the element in. */
    public record Add<V>(V element) implements Call<V> {
        @Override
        public String toString() {
            return "add " + element;
        }
    }

    /** Takes the element out. */
    public record Remove<V>(V element) implements Call<V> {
        @Override
        public String toString() {
            return "remove " + element;
        }
    }

    /** Asks for the element. */
    public record Contains<V>(V element) implements Call<V> {
        @Override
        public String toString() {
            return "contains " + element;
        }
    }

    private final Set<V> initial;

    private ElementSet(Set<V> initial) {
        this.initial = initial;
    }

    /** A set without elements. */
    public static <V> ElementSet<V> empty() {
        return new ElementSet<>(HashSet.empty());
    }

    /** A set that holds these elements first. */
    public static <V> ElementSet<V> holding(Iterable<V> elements) {
        return new ElementSet<>(HashSet.ofAll(elements));
    }

    @Override
    public Set<V> initial() {
        return initial;
    }

    @Override
    public Step<Set<V>> step(Set<V> state, Call<V> input, Answer<V> output) {
        boolean present = state.contains(input.element());
        boolean answer = input instanceof Add<V> ? !present : present;
        return switch (output) {
            case Answer.Flag<V>(boolean yes) when yes != answer ->
                    Step.illegal(() ->
                            input.element() + (present ? " is in the set" : " is not in the set"));
            case Answer.Flag<V>(_), Answer.Done<V>(), Answer.Unseen<V>() ->
                    Step.legal(after(state, input));
            case Answer.Value<V>(_), Answer.At<V>(_) -> Step.illegal("a set returns yes or no");
        };
    }

    @Override
    public List<Set<V>> stepUnknown(Set<V> state, Call<V> input) {
        return List.of(after(state, input));
    }

    private static <V> Set<V> after(Set<V> state, Call<V> input) {
        return switch (input) {
            case Add<V>(V element) -> state.add(element);
            case Remove<V>(V element) -> state.remove(element);
            case Contains<V> _ -> state;
        };
    }

    @Override
    public boolean reads(Call<V> input) {
        return input instanceof Contains<V>;
    }

    @Override
    public boolean observes(Call<V> input, Answer<V> output) {
        return reads(input) || output instanceof Answer.Flag<V>(boolean yes) && !yes;
    }

    @Override
    public Object part(Call<V> input) {
        return input.element();
    }

    @Override
    public String describeState(Set<V> state) {
        return state.isEmpty()
                ? "the set is empty"
                : "the set holds "
                        + state.toVector().map(String::valueOf).sorted().mkString("{", ", ", "}");
    }

    @Override
    public String describeResult(Call<V> input, Answer<V> output) {
        return output instanceof Answer.Done<V> ? "" : output.toString();
    }
}
