package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Decides which turns are cut, and before which an actor hangs. */
non-sealed interface OfTurns extends Injector {

    /** What it does in one run. */
    Part turns(Scene scene);

    /** The name of the notice of the kernel that is delivered; empty when it is something else. */
    static String notice(Action action) {
        return action instanceof Delivery delivery && delivery.isNotice()
                ? delivery.shape().name()
                : "";
    }

    /** The part of one injector in one run. */
    @FunctionalInterface
    interface Part {

        /** As {@link dev.rehearsal.decision.Adversary#cut}. */
        Departure.@Nullable Cut cut(
                Action turn, long key, Supplier<TurnName> name, int effects, long nowNanos);

        /** As {@link dev.rehearsal.decision.Adversary#hang}. */
        default Departure.@Nullable Hang hang(
                Action turn, long key, Supplier<TurnName> name, long nowNanos) {
            return null;
        }
    }
}
