package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ExitReason;

/**
 * Why a supervisor's own start failed: {@code {failed_to_start_child, Id, Reason}}. The supervisor
 * ends with {@link ExitReason.ShutdownWith} of it.
 */
public record FailedToStart(String id, ExitReason reason) {
    @Override
    public String toString() {
        return "failed to start " + id + ": " + reason;
    }
}
