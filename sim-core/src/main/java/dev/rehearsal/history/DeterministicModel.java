package dev.rehearsal.history;

import java.util.List;
import java.util.Objects;

/**
 * A model in which state and operation determine the result: the shortest way to a specification of
 * one's own.
 *
 * <p>
 *
 * {@snippet :
 * record Ticket() implements DeterministicModel<Integer, String, Integer> {
 *     public Integer initial() {
 *         return 0;
 *     }
 *
 *     public Result<Integer, Integer> apply(Integer last, String draw) {
 *         return new Result<>(last + 1, last + 1);
 *     }
 * }
 * }
 */
public interface DeterministicModel<S, I, O> extends Model<S, I, O> {

    /** The state after an operation, and what the operation returns. */
    record Result<S, O>(S next, O output) {}

    /** What the operation does in this state. */
    Result<S, O> apply(S state, I input);

    @Override
    default Step<S> step(S state, I input, O output) {
        Result<S, O> result = apply(state, input);
        return Objects.equals(result.output(), output)
                ? Step.legal(result.next())
                : Step.illegal(() ->
                        describeState(state)
                                + ": "
                                + describeCall(input)
                                + " would return "
                                + describeResult(input, result.output()));
    }

    @Override
    default List<S> stepUnknown(S state, I input) {
        return List.of(apply(state, input).next());
    }
}
