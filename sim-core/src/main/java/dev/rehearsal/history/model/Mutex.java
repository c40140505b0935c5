package dev.rehearsal.history.model;

import dev.rehearsal.history.Model;
import dev.rehearsal.history.Step;

import java.util.List;

/**
 * A lock without an owner, under two vocabularies: {@code Acquire} and {@code Release}, which wait
 * and therefore happen only where they can; {@code TryLock} and {@code Unlock}, which return at
 * once and say whether they did anything.
 *
 * <p>Shape: the state is whether the lock is held. {@code Acquire} and {@code Release} are {@link
 * Answer.Done}; {@code TryLock} and {@code Unlock} return a {@link Answer.Flag}.
 */
public final class Mutex implements Model<Boolean, Mutex.Call, Answer<Boolean>> {

    /** What can be asked of a lock. */
    public enum Call {
        /** Takes the lock; happens only while it is free. */
        ACQUIRE,
        /** Frees the lock; happens only while it is held. */
        RELEASE,
        /** Takes the lock if it is free, and says whether it was. */
        TRY_LOCK,
        /** Frees the lock if it is held, and says whether it was. */
        UNLOCK;

        @Override
        public String toString() {
            return switch (this) {
                case ACQUIRE -> "acquire";
                case RELEASE -> "release";
                case TRY_LOCK -> "try_lock";
                case UNLOCK -> "unlock";
            };
        }
    }

    private final boolean held;

    private Mutex(boolean held) {
        this.held = held;
    }

    /** A lock that nobody holds. */
    public static Mutex free() {
        return new Mutex(false);
    }

    /** A lock that somebody outside the history holds. */
    public static Mutex held() {
        return new Mutex(true);
    }

    @Override
    public Boolean initial() {
        return held;
    }

    @Override
    public Step<Boolean> step(Boolean state, Call input, Answer<Boolean> output) {
        boolean taken = input == Call.ACQUIRE || input == Call.TRY_LOCK;
        boolean works = state != taken;
        boolean waits = input == Call.ACQUIRE || input == Call.RELEASE;
        return switch (output) {
            case Answer.Flag<Boolean>(boolean yes) when waits && !yes ->
                    Step.illegal("it waits and never says no");
            case Answer.Flag<Boolean>(boolean yes) ->
                    yes == works ? Step.legal(taken) : Step.illegal(() -> describeState(state));
            case Answer.Done<Boolean>() ->
                    works ? Step.legal(taken) : Step.illegal(() -> describeState(state));
            case Answer.Unseen<Boolean>() ->
                    works || !waits ? Step.legal(taken) : Step.illegal(() -> describeState(state));
            case Answer.Value<Boolean>(_), Answer.At<Boolean>(_) ->
                    Step.illegal("a lock returns yes or no");
        };
    }

    @Override
    public List<Boolean> stepUnknown(Boolean state, Call input) {
        return switch (input) {
            case ACQUIRE -> state ? List.of() : List.of(true);
            case RELEASE -> state ? List.of(false) : List.of();
            case TRY_LOCK -> List.of(true);
            case UNLOCK -> List.of(false);
        };
    }

    @Override
    public boolean observes(Call input, Answer<Boolean> output) {
        return output instanceof Answer.Flag<Boolean>(boolean yes) && !yes;
    }

    @Override
    public String describeState(Boolean state) {
        return state ? "the lock is held" : "the lock is free";
    }

    @Override
    public String describeResult(Call input, Answer<Boolean> output) {
        return output instanceof Answer.Done<Boolean> ? "" : output.toString();
    }
}
