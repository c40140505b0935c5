package dev.rehearsal.kernel;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskOp;

import org.jspecify.annotations.Nullable;

/**
 * What may go wrong within a turn: a driver is asked at each point where something could.
 *
 * <p>Actors are named by their number in the {@link World}. The turn that is asked about is that of
 * the action which is being applied or, behind a sync, was applied when the turn began.
 */
public interface Hazards {

    /** Nothing goes wrong. */
    Hazards NONE =
            new Hazards() {
                @Override
                public @Nullable Cut cut(int actor, int effects) {
                    return null;
                }

                @Override
                public DiskFault.@Nullable OfOperation disk(
                        int actor, @Nullable Cause cause, DiskOp operation) {
                    return null;
                }

                @Override
                public @Nullable DiskFailed read(
                        int actor,
                        @Nullable Cause cause,
                        DiskFailed.Operation operation,
                        String file) {
                    return null;
                }
            };

    /**
     * Asked when a handler has ended, before its effects are performed.
     *
     * @param effects how many it issued
     * @return null when the turn is not cut
     */
    @Nullable Cut cut(int actor, int effects);

    /** Asked before a disk operation is performed, and before a sync ends; null for no fault. */
    DiskFault.@Nullable OfOperation disk(int actor, @Nullable Cause cause, DiskOp operation);

    /**
     * Asked when an actor reads or lists.
     *
     * @param file empty for a list
     * @return what the handler is told by an exception; null when it reads
     */
    @Nullable DiskFailed read(
            int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file);
}
