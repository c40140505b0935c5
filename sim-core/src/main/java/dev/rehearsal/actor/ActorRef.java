package dev.rehearsal.actor;

import org.jspecify.annotations.Nullable;

/**
 * The address of an actor.
 *
 * <p>Shape: a path, such as {@code s2} or {@code kv/server-2/store}, and an incarnation. With an
 * incarnation it names that one life of the actor, and what is sent to it after its death is lost;
 * without one ({@link #ANY}) it names whoever lives at the path now.
 *
 * <p>Two references are equal when path and incarnation are. A reference is an immutable value and
 * may stand in states and messages.
 *
 * @param <M> the protocol of the actor
 */
public final class ActorRef<M> {

    /** The incarnation of a reference to whoever lives at the path now. */
    public static final int ANY = 0;

    private final String path;
    private final int incarnation;

    private ActorRef(String path, int incarnation) {
        this.path = path;
        this.incarnation = incarnation;
    }

    /** A reference to whoever lives at {@code path}. */
    public static <M> ActorRef<M> to(String path) {
        return to(path, ANY);
    }

    /**
     * A reference to one incarnation of the actor at {@code path}.
     *
     * @param incarnation 1 for the first life, or {@link #ANY}
     */
    public static <M> ActorRef<M> to(String path, int incarnation) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a path must not be empty");
        }
        if (incarnation < ANY) {
            throw new IllegalArgumentException(
                    "incarnation must be at least 0: incarnation=" + incarnation + " path=" + path);
        }
        return new ActorRef<>(path, incarnation);
    }

    /** Where the actor lives. */
    public String path() {
        return path;
    }

    /** Which life of the actor, from 1, or {@link #ANY}. */
    public int incarnation() {
        return incarnation;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActorRef<?> ref
                && incarnation == ref.incarnation
                && path.equals(ref.path);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + incarnation;
    }

    @Override
    public String toString() {
        return incarnation == ANY ? path : path + "!" + incarnation;
    }
}
