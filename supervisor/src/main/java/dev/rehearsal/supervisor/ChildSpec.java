package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;

import io.vavr.Tuple;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How a child is started, stopped and restarted.
 *
 * <p>Shape: made by {@link Supervisor#child} or, for a nested supervisor, by {@link
 * Supervisor#oneForOne(String, ChildSpec...)} and its sisters. Defaults, which are OTP's:
 * permanent, not significant; a worker has five seconds to stop, a supervisor has all the time it
 * needs. It is an immutable value, and can travel in a message, when its actor is a record and not
 * a piece of code that makes one.
 *
 * <p>Errors: a significant child must not be permanent, and needs a supervisor that shuts down
 * automatically. This is refused when the supervisor is built, and in the answer to {@link
 * Request.StartChild}.
 *
 * @param traits what it says besides where the actor comes from
 */
public record ChildSpec(Traits traits, Start start) {

    /**
     * What a child specification says besides where the actor comes from.
     *
     * @param id unique among the children of one supervisor; the last part of the child's path
     * @param significant whether its end can end the supervisor, see {@link AutoShutdown}
     */
    public record Traits(
            String id, Restart restart, boolean significant, Shutdown shutdown, ChildType type) {

        /** Refuses an id that cannot stand in a path. */
        public Traits {
            if (!id.matches("[A-Za-z0-9._-]+")) {
                throw new InvalidDefinitionException(
                        "invalid_id", "an id must be made of letters, digits and . _ -", id);
            }
        }
    }

    static ChildSpec of(String id, ChildType type, Start start) {
        return new ChildSpec(
                new Traits(id, Restart.PERMANENT, false, type.shutdown(), type), start);
    }

    /** Its id. */
    public String id() {
        return traits.id;
    }

    /** The same, restarted whenever it ends. */
    public ChildSpec permanent() {
        return restart(Restart.PERMANENT);
    }

    /** The same, restarted when it ends in any other way than in order. */
    public ChildSpec transient_() {
        return restart(Restart.TRANSIENT);
    }

    /** The same, never restarted. */
    public ChildSpec temporary() {
        return restart(Restart.TEMPORARY);
    }

    /** The same with another restart type. */
    public ChildSpec restart(Restart restart) {
        return with(new Traits(id(), restart, traits.significant, traits.shutdown, traits.type));
    }

    /** The same, and its end can end the supervisor. */
    public ChildSpec significant() {
        return with(new Traits(id(), traits.restart, true, traits.shutdown, traits.type));
    }

    /** The same with so much time to stop before it is killed. */
    public ChildSpec shutdown(Duration time) {
        return shutdown(new Shutdown.Within(time));
    }

    /** The same with another way to stop it. */
    public ChildSpec shutdown(Shutdown shutdown) {
        return with(new Traits(id(), traits.restart, traits.significant, shutdown, traits.type));
    }

    /** The same, counted as a supervisor, which has all the time it needs to stop. */
    public ChildSpec supervisor() {
        return with(
                new Traits(
                        id(),
                        traits.restart,
                        traits.significant,
                        ChildType.SUPERVISOR.shutdown(),
                        ChildType.SUPERVISOR));
    }

    private ChildSpec with(Traits others) {
        return new ChildSpec(others, start);
    }

    Actor<?, ?> actor(@Nullable Object argument) {
        return start.actor(argument);
    }

    /** Refuses a significant child that no rule fits. */
    void check(AutoShutdown autoShutdown) {
        if (traits.significant && autoShutdown == AutoShutdown.NEVER) {
            throw new InvalidDefinitionException(
                    "bad_combination",
                    "a significant child needs a supervisor that shuts down automatically: child="
                            + id(),
                    Vector.of(
                            Tuple.of("auto_shutdown", autoShutdown.toString()),
                            Tuple.of("significant", true)));
        }
        if (traits.significant && traits.restart == Restart.PERMANENT) {
            throw new InvalidDefinitionException(
                    "bad_combination",
                    "a significant child must not be permanent: child=" + id(),
                    Vector.of(
                            Tuple.of("restart", traits.restart.toString()),
                            Tuple.of("significant", true)));
        }
    }
}
