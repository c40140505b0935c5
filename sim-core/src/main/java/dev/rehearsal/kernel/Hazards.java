package dev.rehearsal.kernel;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskOp;

import io.vavr.collection.Seq;

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
                public DiskFault.@Nullable OfOperation read(
                        int actor,
                        @Nullable Cause cause,
                        DiskFailed.Operation operation,
                        String file) {
                    return null;
                }

                @Override
                public boolean fires(int actor, @Nullable Cause cause, String site) {
                    return false;
                }

                @Override
                public int choose(int actor, @Nullable Cause cause, String site, Seq<?> options) {
                    return 0;
                }
            };

    /**
     * Asked when a handler has ended, before its effects are performed.
     *
     * @param effects how many it issued
     * @return null when the turn is not cut
     */
    @Nullable Cut cut(int actor, int effects);

    /**
     * Asked when one of a node's own actors has ended and nobody is there to restart it: whether
     * the process of the node ends as well, as by {@link Action.Stop}. Else the others on the node
     * live on.
     */
    default boolean escalates(int node, ExitReason reason) {
        return false;
    }

    /** Asked before a disk operation is performed, and before a sync ends; null for no fault. */
    DiskFault.@Nullable OfOperation disk(int actor, @Nullable Cause cause, DiskOp operation);

    /**
     * Asked when an actor reads or lists.
     *
     * @param file empty for a list
     * @return {@link DiskFault.Fails}, which the handler is told by an exception; {@link
     *     DiskFault.GoesTo} for what the file of that name has from there on, zeros where it has
     *     nothing; null when all goes well
     */
    DiskFault.@Nullable OfOperation read(
            int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file);

    /** Asked when an actor comes to a fault point in its code. */
    boolean fires(int actor, @Nullable Cause cause, String site);

    /**
     * Asked when an actor chooses.
     *
     * @return the index of one of the options
     */
    int choose(int actor, @Nullable Cause cause, String site, Seq<?> options);
}
