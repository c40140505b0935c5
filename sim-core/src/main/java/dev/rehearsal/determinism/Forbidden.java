package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

/**
 * One row of the table of what an actor must not do.
 *
 * @param leak the kind
 * @param what a call, {@code java.time.Instant.now()}, where {@code (..)} stands for all parameter
 *     lists, {@code new} for a constructor and {@code *} for all methods; a static field, {@code
 *     java.lang.System.in}; or a construct in words
 * @param why how two runs of one seed come to differ
 * @param instead what to use
 */
public record Forbidden(Leak leak, String what, String why, String instead) {

    /** The whole table, in the order in which it reads. */
    public static Vector<Forbidden> table() {
        return ForbiddenTable.ALL;
    }

    /** Whether this row is a construct in words, and no call or field. */
    boolean isConstruct() {
        return what.indexOf(' ') >= 0;
    }
}
