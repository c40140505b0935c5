package dev.rehearsal.recorded;

import org.jspecify.annotations.Nullable;

/**
 * How calls and answers are written in the event format.
 *
 * <p>Errors: a function, argument or result that makes no sense is refused with {@link
 * IllegalArgumentException}, in one sentence.
 */
public interface Wording<I, O> {

    /** A call as its three fields {@code f}, {@code k} and {@code v}. */
    record Words(String function, @Nullable Object key, @Nullable Object value) {}

    /** The operation that an invocation asks for. */
    I call(String function, @Nullable Object key, @Nullable Object value);

    /** What the completion {@code ok} says about the call. */
    O answer(I call, @Nullable Object value);

    /** The inverse of {@link #call}. */
    Words words(I call);

    /** The inverse of {@link #answer}. */
    @Nullable Object result(I call, O answer);
}
