package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;

import io.vavr.control.Option;

/** Where a child is, as far as its supervisor knows. */
public sealed interface Place {

    /** It runs; or it has ended, and the supervisor has not heard of it yet. */
    record Running(ActorRef<?> child) implements Place {
        @Override
        public String toString() {
            return child.toString();
        }
    }

    /** It does not run, and nobody is about to start it. */
    record Undefined() implements Place {
        @Override
        public String toString() {
            return "undefined";
        }
    }

    /**
     * A restart failed, and another attempt is pending.
     *
     * @param old who ran before, if anybody did
     */
    record Restarting(Option<ActorRef<?>> old) implements Place {
        @Override
        public String toString() {
            return "restarting";
        }
    }

    /** Who runs or ran there. */
    default Option<ActorRef<?>> last() {
        return switch (this) {
            case Running(ActorRef<?> child) -> Option.some(child);
            case Undefined() -> Option.none();
            case Restarting(Option<ActorRef<?>> old) -> old;
        };
    }
}
