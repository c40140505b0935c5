package dev.rehearsal.kernel;

import dev.rehearsal.disk.DiskOp;

import org.jspecify.annotations.Nullable;

/** A sync under way, and the action of its completion. */
public final class Completion implements Action {

    private final int actor;
    private final DiskOp operation;
    private final @Nullable Cause cause;
    private boolean awaited = true;

    Completion(int actor, DiskOp operation, @Nullable Cause cause) {
        this.actor = actor;
        this.operation = operation;
        this.cause = cause;
    }

    /** The number of the actor that waits for it. */
    public int actor() {
        return actor;
    }

    /** The sync. */
    public DiskOp operation() {
        return operation;
    }

    /** The cause of the turn that waits for it. */
    public @Nullable Cause cause() {
        return cause;
    }

    /** Whether the actor still waits for it: its node has not crashed since. */
    public boolean isAwaited() {
        return awaited;
    }

    void forget() {
        awaited = false;
    }
}
