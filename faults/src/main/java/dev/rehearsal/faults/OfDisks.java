package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Decides fates of operations on disks. */
non-sealed interface OfDisks extends Injector {

    /** What it does in one run. */
    Part disks(Scene scene);

    /** The part of one injector in one run. */
    @FunctionalInterface
    interface Part {

        /** As {@link dev.rehearsal.decision.Adversary#disk}. */
        Departure.@Nullable OfDisk decide(
                int actor,
                DiskFailed.Operation operation,
                long key,
                Supplier<DiskName> name,
                long nowNanos);
    }
}
