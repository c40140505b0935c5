package dev.rehearsal.kernel;

import dev.rehearsal.disk.DiskOp;

/** A sync under way, and the action of its completion. */
public final class Completion implements Action {

    private final int actor;
    private final DiskOp operation;
    private boolean awaited = true;

    Completion(int actor, DiskOp operation) {
        this.actor = actor;
        this.operation = operation;
    }

    /** The number of the actor that waits for it. */
    public int actor() {
        return actor;
    }

    /** The sync. */
    public DiskOp operation() {
        return operation;
    }

    /** Whether the actor still waits for it: its node has not crashed since. */
    public boolean isAwaited() {
        return awaited;
    }

    void forget() {
        awaited = false;
    }
}
