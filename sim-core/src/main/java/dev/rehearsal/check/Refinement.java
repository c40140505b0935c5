package dev.rehearsal.check;

import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * That an implementation does nothing but what a specification allows: each of its states is mapped
 * to one of the specification, and each of its steps to a step of the specification, to several, or
 * to none at all.
 *
 * <p>Order: of several steps that are no step of the specification the nearest is reported, with
 * both abstract states.
 *
 * <p>Source: Abadi, Lamport, <i>The Existence of Refinement Mappings</i>, TCS 1991.
 *
 * @param <I> states of the implementation
 * @param <S> states of the specification
 * @param specification what is allowed
 * @param mapping the abstract state of a concrete one; {@code equals} tells abstract states apart
 * @param stepsMax how many steps of the specification one step may be, at least 1
 * @param correspondence what must hold between a state and its abstract one beside the mapping, of
 *     the messages in flight for instance: says what does not, null when all does
 */
public record Refinement<I, S>(
        Model<S, ?> specification,
        Function<I, S> mapping,
        int stepsMax,
        BiFunction<I, S, @Nullable String> correspondence) {

    /** The name of the property in a search. */
    public static final String NAME = "refines";

    /** Refuses a number of steps below 1. */
    public Refinement {
        if (stepsMax < 1) {
            throw new IllegalArgumentException("stepsMax must be at least 1: stepsMax=" + stepsMax);
        }
    }

    /** A refinement in which one step is at most one step, and the mapping says all. */
    public static <I, S> Refinement<I, S> of(Model<S, ?> specification, Function<I, S> mapping) {
        return new Refinement<>(specification, mapping, 1, (_, _) -> null);
    }

    /** In which one step may be several. */
    public Refinement<I, S> within(int steps) {
        return new Refinement<>(specification, mapping, steps, correspondence);
    }

    /** In which this must hold of each state and its abstract one. */
    public Refinement<I, S> corresponding(BiFunction<I, S, @Nullable String> wrong) {
        return new Refinement<>(specification, mapping, stepsMax, wrong);
    }

    /** What is wrong with beginning in a state; null when nothing is. */
    public @Nullable String wrongStart(I state) {
        S mapped = mapping.apply(state);
        if (!specification.initial().contains(mapped)) {
            return "the specification does not begin like this: abstract="
                    + words(specification, mapped);
        }
        return correspondence.apply(state, mapped);
    }

    /** What is wrong with a step; null when nothing is. */
    public @Nullable String wrongStep(I before, I after) {
        S from = mapping.apply(before);
        S to = mapping.apply(after);
        if (!from.equals(to) && !reaches(specification, from, to)) {
            return "this is no step of the specification: before="
                    + words(specification, from)
                    + " after="
                    + words(specification, to);
        }
        return correspondence.apply(after, to);
    }

    private <A> boolean reaches(Model<S, A> model, S from, S to) {
        LinkedHashSet<S> reached = LinkedHashSet.of(from);
        for (int n = 0; n < stepsMax; n++) {
            Next<S, A> next = new Next<>(model, LinkedHashSet.empty());
            for (S state : reached) {
                next.from = state;
                model.actions(state, next);
            }
            reached = next.states;
            if (reached.contains(to)) {
                return true;
            }
        }
        return false;
    }

    private static final class Next<S, A> implements Consumer<A> {
        private final Model<S, A> model;
        private LinkedHashSet<S> states;
        private @Nullable S from;

        Next(Model<S, A> model, LinkedHashSet<S> states) {
            this.model = model;
            this.states = states;
        }

        @Override
        public void accept(A action) {
            if (from != null) {
                states = states.add(model.next(from, action));
            }
        }
    }

    private static <S> String words(Model<S, ?> model, S state) {
        return model.describeState(state);
    }

    /**
     * The implementation as a model that has one more property, {@value #NAME}. A step that is
     * wrong leads to a state of its own, from which nothing goes on.
     */
    public <A> Model<Refined<I>, A> of(Model<I, A> implementation) {
        return new Checked<>(implementation, this);
    }

    /**
     * A state of the implementation.
     *
     * @param wrong what was wrong with the step that led to it; null when nothing was
     */
    public record Refined<I>(I state, @Nullable String wrong) {}

    private record Checked<I, A, S>(Model<I, A> model, Refinement<I, S> refinement)
            implements Model<Refined<I>, A> {

        @Override
        public Vector<Refined<I>> initial() {
            return model.initial().map(state -> new Refined<>(state, refinement.wrongStart(state)));
        }

        @Override
        public void actions(Refined<I> state, Consumer<? super A> enabled) {
            if (state.wrong() == null) {
                model.actions(state.state(), enabled);
            }
        }

        @Override
        public Refined<I> next(Refined<I> state, A action) {
            I next = model.next(state.state(), action);
            return new Refined<>(next, refinement.wrongStep(state.state(), next));
        }

        @Override
        public boolean within(Refined<I> state) {
            return model.within(state.state());
        }

        @Override
        public long fingerprint(Refined<I> state) {
            long own = model.fingerprint(state.state());
            return state.wrong() == null ? own : ~own;
        }

        @Override
        public Option<Symmetry<Refined<I>>> symmetry() {
            return model.symmetry()
                    .map(symmetry ->
                            state ->
                                    new Refined<>(
                                            symmetry.canonical(state.state()), state.wrong()));
        }

        @Override
        public Vector<Property<Refined<I>>> properties() {
            return model.properties()
                    .map(Checked::lifted)
                    .append(Property.invariant(NAME, Refined::wrong));
        }

        private static <I> Property<Refined<I>> lifted(Property<I> property) {
            return switch (property) {
                case Property.Always<I>(String name, var wrong) ->
                        Property.invariant(name, state -> wrong.apply(state.state()));
                case Property.Sometimes<I>(String name, var reached) ->
                        Property.sometimes(name, state -> reached.test(state.state()));
                case Property.Eventually<I>(String name, var reached) ->
                        Property.eventually(name, state -> reached.test(state.state()));
                case Property.LeadsTo<I>(String name, var begins, var reached) ->
                        Property.leadsTo(
                                name,
                                state -> begins.test(state.state()),
                                state -> reached.test(state.state()));
            };
        }

        @Override
        public String describe(A action) {
            return model.describe(action);
        }

        @Override
        public String describeState(Refined<I> state) {
            return model.describeState(state.state());
        }
    }
}
