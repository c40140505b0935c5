package dev.rehearsal.check;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What must hold of a transition system.
 *
 * <p>Time is a path of steps from an initial state that goes on until there is no step. A step that
 * changes nothing is no step of a path: a state with nothing but such steps is an end.
 *
 * @param <S> the states
 */
public sealed interface Property<S> {

    /** The name under which its verdict is reported. */
    String name();

    /** It holds in every state. */
    static <S> Always<S> always(String name, Predicate<S> holds) {
        return new Always<>(name, state -> holds.test(state) ? null : "does not hold");
    }

    /** It holds in every state; {@code wrong} says which part does not, null when all do. */
    static <S> Always<S> invariant(String name, Function<S, @Nullable String> wrong) {
        return new Always<>(name, wrong);
    }

    /** A goal: some state is reached in which it holds. */
    static <S> Sometimes<S> sometimes(String name, Predicate<S> reached) {
        return new Sometimes<>(name, reached);
    }

    /** On every path there is a state in which it holds. */
    static <S> Eventually<S> eventually(String name, Predicate<S> reached) {
        return new Eventually<>(name, reached);
    }

    /** Whenever the first holds, the second holds then or later on every path. */
    static <S> LeadsTo<S> leadsTo(String name, Predicate<S> begins, Predicate<S> reached) {
        return new LeadsTo<>(name, begins, reached);
    }

    /**
     * It holds in every state.
     *
     * @param wrong what is wrong in a state; null when nothing is
     */
    record Always<S>(String name, Function<S, @Nullable String> wrong) implements Property<S> {}

    /** A goal: some state is reached in which it holds. */
    record Sometimes<S>(String name, Predicate<S> reached) implements Property<S> {}

    /** On every path there is a state in which it holds. */
    record Eventually<S>(String name, Predicate<S> reached) implements Property<S> {}

    /** Whenever the first holds, the second holds then or later on every path. */
    record LeadsTo<S>(String name, Predicate<S> begins, Predicate<S> reached)
            implements Property<S> {}

    /** What kind of property it is. */
    default Kind kind() {
        return switch (this) {
            case Always<S> _ -> Kind.ALWAYS;
            case Sometimes<S> _ -> Kind.SOMETIMES;
            case Eventually<S> _ -> Kind.EVENTUALLY;
            case LeadsTo<S> _ -> Kind.LEADS_TO;
        };
    }

    /** The kinds of properties. */
    enum Kind {
        /** In every state. */
        ALWAYS("always"),
        /** In some state. */
        SOMETIMES("sometimes"),
        /** On every path. */
        EVENTUALLY("eventually"),
        /** On every path from certain states. */
        LEADS_TO("leads-to");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The kind as it is printed. */
        public String label() {
            return label;
        }
    }
}
