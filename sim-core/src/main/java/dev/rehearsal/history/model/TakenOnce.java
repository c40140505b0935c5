package dev.rehearsal.history.model;

import dev.rehearsal.history.Container;

import org.jspecify.annotations.Nullable;

/** A container from which each value is taken once; null is taken from an empty one. */
interface TakenOnce<I, V> extends Container<I, Answer<V>> {

    @Override
    default Role role(I input) {
        return put(input) == null ? Role.TAKE : Role.PUT;
    }

    @Override
    default @Nullable Object taken(Answer<V> output) {
        return output instanceof Answer.Value<V>(V value)
                ? value == null ? NOTHING : value
                : UNSEEN;
    }
}
