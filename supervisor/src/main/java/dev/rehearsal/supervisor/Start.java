package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;
import java.util.function.Supplier;

/** Where the actor of a child comes from. */
sealed interface Start {

    Actor<?, ?> actor(@Nullable Object argument);

    /** Always the same; a value, so that it can travel in a message. */
    record Same(Actor<?, ?> actor) implements Start {
        @Override
        public Actor<?, ?> actor(@Nullable Object argument) {
            return actor;
        }
    }

    /** Made anew for every incarnation. */
    record Made(Supplier<? extends Actor<?, ?>> maker) implements Start {
        @Override
        public Actor<?, ?> actor(@Nullable Object argument) {
            return maker.get();
        }
    }

    /** Made from the argument of an instance. */
    record From(Function<Object, ? extends Actor<?, ?>> maker) implements Start {
        @Override
        public Actor<?, ?> actor(@Nullable Object argument) {
            if (argument == null) {
                throw new IllegalArgumentException("an instance needs its argument");
            }
            return maker.apply(argument);
        }
    }
}
