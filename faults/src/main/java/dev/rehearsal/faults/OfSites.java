package dev.rehearsal.faults;

/** Decides which fault points in the code fire. */
non-sealed interface OfSites extends Injector {

    /** What it does in one run. */
    Part sites(Scene scene);

    /** The part of one injector in one run. */
    @FunctionalInterface
    interface Part {

        /** As {@link dev.rehearsal.decision.Adversary#fires}. */
        boolean fires(long key, String site, long nowNanos);
    }
}
