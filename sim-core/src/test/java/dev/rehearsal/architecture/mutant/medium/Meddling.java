package dev.rehearsal.architecture.mutant.medium;

import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.Medium;

/** A medium on its way to becoming a second kernel: it knows what a sync is about. */
public record Meddling() implements Medium {

    @Override
    public void sent(Delivery delivery) {}

    @Override
    public void armed(Firing firing) {}

    @Override
    public void syncing(Completion completion) {
        if (completion.operation() instanceof DiskOp.SyncFolder) {
            throw new IllegalStateException("it should not know");
        }
    }

    @Override
    public void idle(int actor) {}

    @Override
    public void gone(int actor) {}
}
