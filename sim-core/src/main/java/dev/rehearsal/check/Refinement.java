package dev.rehearsal.check;

import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * That an implementation does nothing but what a specification allows: each of its states is mapped
 * to one of the specification, and each of its steps to a step of the specification, to several, or
 * to none at all.
 *
 * <p>What is implemented may be a plain model ({@link #of(Model)}), or the {@link Situation} of a
 * cluster of actors, which is judged after each step of a search and after each event of a
 * simulation alike. The mapping and the correspondence are pure functions; they are asked once for
 * each step that is looked at, the specification only for steps that change the abstract state.
 *
 * <p>Order: of several steps that are no step of the specification the nearest is reported, with
 * both abstract states and what was allowed.
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

    private static final int ALLOWED_MAX = 3;

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
            return "the specification does not begin like this: abstract=" + words(mapped);
        }
        String wrong = correspondence.apply(state, mapped);
        return wrong == null ? null : wrong + ": abstract=" + words(mapped);
    }

    /** What is wrong with a step; null when nothing is. */
    public @Nullable String wrongStep(I before, I after) {
        return wrongStep(mapping.apply(before), after, mapping.apply(after));
    }

    private @Nullable String wrongStep(S from, I after, S to) {
        if (!from.equals(to) && !reaches(specification, from, to)) {
            return "this is no step of the specification: before="
                    + words(from)
                    + " after="
                    + words(to)
                    + allowed(specification, from);
        }
        String wrong = correspondence.apply(after, to);
        return wrong == null ? null : wrong + ": before=" + words(from) + " after=" + words(to);
    }

    private <A> boolean reaches(Model<S, A> model, S from, S to) {
        LinkedHashSet<S> reached = LinkedHashSet.of(from);
        for (int n = 0; n < stepsMax; n++) {
            LinkedHashSet<S> next = LinkedHashSet.empty();
            for (S state : reached) {
                next = next.addAll(steps(model, state).map(Step::after));
            }
            if (next.contains(to)) {
                return true;
            }
            reached = next;
        }
        return false;
    }

    private record Step<S, A>(A action, S after) {}

    private static <S, A> Vector<Step<S, A>> steps(Model<S, A> model, S from) {
        List<Step<S, A>> steps = new ArrayList<>();
        model.actions(from, action -> steps.add(new Step<>(action, model.next(from, action))));
        return Vector.ofAll(steps);
    }

    /** What the specification could have done instead, as far as it fits a line. */
    private static <S, A> String allowed(Model<S, A> model, S from) {
        Vector<Step<S, A>> steps = steps(model, from);
        return steps.isEmpty()
                ? "; it allows nothing more"
                : "; it allows "
                        + steps.take(ALLOWED_MAX)
                                .map(step ->
                                        model.describe(step.action())
                                                + " → "
                                                + model.describeState(step.after()).mkString(" "))
                                .mkString(" or ")
                        + (steps.size() > ALLOWED_MAX ? " or others" : "");
    }

    private String words(S state) {
        return specification.describeState(state).mkString(" ");
    }

    /** One behaviour of the implementation, step by step, beside the specification. */
    public Shadow<I> shadow() {
        return new Follower<>(this);
    }

    /**
     * The specification's side of one behaviour of an implementation, whose states may change in
     * place: of each only its abstract state is kept.
     *
     * @param <I> states of the implementation
     */
    public interface Shadow<I> {

        /** Begins in a state; what is wrong with that, null when nothing is. */
        @Nullable String begin(I state);

        /** Goes on from a state of which nothing is asked. */
        void at(I state);

        /** What is wrong with a step to a state; the behaviour does not go there. */
        @Nullable String wrong(I after);

        /** The same, and the behaviour goes there. */
        @Nullable String step(I after);
    }

    private static final class Follower<I, S> implements Shadow<I> {
        private final Refinement<I, S> refinement;
        private @Nullable S before;

        Follower(Refinement<I, S> refinement) {
            this.refinement = refinement;
        }

        @Override
        public @Nullable String begin(I state) {
            at(state);
            return refinement.wrongStart(state);
        }

        @Override
        public void at(I state) {
            before = refinement.mapping.apply(state);
        }

        @Override
        public @Nullable String wrong(I after) {
            return refinement.wrongStep(from(), after, refinement.mapping.apply(after));
        }

        @Override
        public @Nullable String step(I after) {
            S from = from();
            S to = refinement.mapping.apply(after);
            before = to;
            return refinement.wrongStep(from, after, to);
        }

        private S from() {
            return Objects.requireNonNull(before, "a behaviour must begin before it goes on");
        }
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
        public Vector<String> describeState(Refined<I> state) {
            return model.describeState(state.state());
        }
    }
}
