package dev.rehearsal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A handler has overflowed the stack. How deep a stack is depends on the JVM and on what it has
 * compiled so far; so that is a limit of what runs the actors, and never something that happens to
 * them: no supervisor hears of it, and the turn has had no effect.
 *
 * <p>Whoever applied the action ends its run or search with it.
 */
public final class StackExhaustedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String actor;
    private final String handled;

    StackExhaustedException(String actor, @Nullable Object message) {
        this(actor, message == null ? "its start" : name(message));
    }

    private StackExhaustedException(String actor, String handled) {
        super(
                actor
                        + " overflowed the stack of the JVM when it handled "
                        + handled
                        + ": a limit of the machine, which no run may depend on; make the handler"
                        + " recurse less deeply",
                null,
                false,
                false);
        this.actor = actor;
        this.handled = handled;
    }

    /** Only the type: the text of a value that is too deep may overflow the stack as well. */
    private static String name(Object message) {
        Object given = message instanceof Action.Invoke invoke ? invoke.operation() : message;
        return given.getClass().getSimpleName();
    }

    /** The path of the actor. */
    public String actor() {
        return actor;
    }

    /** The type of what it was given, or {@code its start}. */
    public String handled() {
        return handled;
    }
}
