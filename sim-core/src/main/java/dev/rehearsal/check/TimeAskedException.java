package dev.rehearsal.check;

/**
 * A handler asked for the time, which a search of all states does not know. The message names the
 * actor.
 */
public final class TimeAskedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TimeAskedException(String actor) {
        super(
                "a search of all states knows no time, and a handler asked for it: actor=" + actor,
                null,
                false,
                false);
    }
}
