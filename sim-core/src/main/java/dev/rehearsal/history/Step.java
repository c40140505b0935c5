package dev.rehearsal.history;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a model says about one operation in one state: the state after it, or why it cannot happen
 * there.
 *
 * <p>The reason of an illegal step is in the model's words ("the register holds 4"); it is made
 * only when somebody asks.
 */
public sealed interface Step<S> {

    /** The operation can happen, and leaves one of these states; at least one. */
    record Legal<S>(List<S> next) implements Step<S> {
        public Legal {
            next = List.copyOf(next);
            if (next.isEmpty()) {
                throw new IllegalArgumentException("a legal step leaves at least one state");
            }
        }
    }

    /** The operation cannot happen with this result. */
    record Illegal<S>(Supplier<String> why) implements Step<S> {}

    /** The operation can happen and leaves this state. */
    static <S> Step<S> legal(S next) {
        return new Legal<>(List.of(next));
    }

    /** The operation can happen and leaves one of these states. */
    static <S> Step<S> legal(List<S> next) {
        return new Legal<>(next);
    }

    /**
     * The operation cannot happen with this result, for a reason put together when it is asked for.
     */
    static <S> Step<S> illegal(Supplier<String> why) {
        return new Illegal<>(why);
    }

    /** The operation cannot happen with this result. */
    static <S> Step<S> illegal(String why) {
        return new Illegal<>(() -> why);
    }

    /** Legal in this one state if the condition holds: the common case of an observation. */
    static <S> Step<S> unchangedIf(boolean condition, S state, Supplier<String> why) {
        return condition ? legal(state) : illegal(why);
    }
}
