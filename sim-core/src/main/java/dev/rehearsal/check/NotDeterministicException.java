package dev.rehearsal.check;

import org.jspecify.annotations.Nullable;

/**
 * A handler was run twice on the same turn and did not do the same, so that nothing follows from a
 * search: what one run showed need not be so in the next. The message names the actor, what it
 * handled and the first difference.
 */
public final class NotDeterministicException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotDeterministicException(String actor, @Nullable Object handled, String difference) {
        super(
                "a search needs handlers that do the same whenever they are run: actor="
                        + actor
                        + " handled="
                        + (handled == null ? "its start" : handled)
                        + " difference="
                        + difference
                        + "; rehearse doctor tells which calls escape the simulation",
                null,
                false,
                false);
    }
}
