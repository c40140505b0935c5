package dev.rehearsal.kernel;

import dev.rehearsal.actor.ExitReason;

import java.util.function.Supplier;

/**
 * Where a turn ends before its time.
 *
 * <p>The effects before the cut are performed, those behind it are not, and the proposed state is
 * dropped. A turn that ends by itself before its cut is not cut.
 */
public interface Cut {

    /** What ends a turn. */
    sealed interface Ending {

        /** The node of the actor loses power. */
        record PowerLoss(Action.Crash crash) implements Ending {}

        /** The actor ends. */
        record Exit(ExitReason reason) implements Ending {}
    }

    /**
     * How many of the turn's effects are performed before it.
     *
     * @return at least 0; a number beyond the effects of the turn never comes
     */
    int at();

    /**
     * Asked when the cut is reached; what the disk holds then can be looked at.
     *
     * @param turn how far the turn has come, for people; of use only during the call
     */
    Ending reached(Supplier<Interrupted> turn);
}
