package dev.rehearsal.campaign;

/** What is known of one subject. */
final class Part {

    /** Fewer than one run in a thousand is estimated to behave in a way not seen yet. */
    static final double PLATEAU = 0.001;

    static final long PLATEAU_RUNS_MIN = 1_000;

    final SeedSet done = new SeedSet();
    final Behaviours behaviours = new Behaviours();
    final Histograms logs = new Histograms();
    long runs;
    long failing;
    long cpuNanos;
    long steps;
    long nanos;
    long vacuous;
    long inconclusive;
    long newsAtRuns;

    /** Whether hardly any run shows anything new, and none did in the second half of them. */
    boolean isOnPlateau() {
        return runs >= PLATEAU_RUNS_MIN && behaviours.unseen() < PLATEAU && newsAtRuns <= runs / 2;
    }
}
