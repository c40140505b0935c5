package dev.rehearsal.disk;

/**
 * How likely what is when a crash is drawn at random.
 *
 * @param wholeRate everything survives, as on a disk with a battery; in [0, 1]
 * @param prefixRate otherwise: the changes survive in the order in which they were made, up to a
 *     uniformly drawn one, as on a disk that never reorders; in [0, 1]
 * @param keepRate otherwise, for each change: it survives as a whole; in [0, 1]
 * @param tearRate otherwise, for each write and each cut: a part of it survives; in [0, 1]
 */
public record CrashOdds(double wholeRate, double prefixRate, double keepRate, double tearRate) {

    /**
     * A tenth whole (as FoundationDB does), a fifth in order, else half kept and a quarter torn.
     */
    public static final CrashOdds DEFAULT = new CrashOdds(0.1, 0.2, 0.5, 0.5);

    /** Refuses what is no probability. */
    public CrashOdds {
        require("wholeRate", wholeRate);
        require("prefixRate", prefixRate);
        require("keepRate", keepRate);
        require("tearRate", tearRate);
    }

    private static void require(String name, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1]: " + name + "=" + rate);
        }
    }
}
