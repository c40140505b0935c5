package dev.rehearsal.faults;

import dev.rehearsal.kernel.Firing;

/** Decides how early or late timers fire. */
non-sealed interface OfTimers extends Injector {

    /** What it does in one run. */
    Part timers(Scene scene);

    /** The part of one injector in one run. */
    @FunctionalInterface
    interface Part {

        /** After how much time instead of its own a timer fires; its own when nothing is wrong. */
        long after(Firing timer, long key, long nowNanos, long afterNanos);
    }
}
