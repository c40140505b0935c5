package dev.rehearsal.faults;

import dev.rehearsal.decision.Decision;
import dev.rehearsal.kernel.Delivery;

/** Decides fates of messages between nodes. */
non-sealed interface OfMessages extends Injector {

    /** What it does in one run; asked for every message, so it keeps at hand what it needs. */
    Part messages(Scene scene);

    /** The part of one injector in one run. */
    @FunctionalInterface
    interface Part {

        /** As {@link dev.rehearsal.decision.Adversary#decide}. */
        void decide(Delivery message, long key, long nowNanos, Decision decision);
    }
}
