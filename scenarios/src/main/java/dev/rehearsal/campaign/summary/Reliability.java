package dev.rehearsal.campaign.summary;

/**
 * What a number of runs supports, each taken as drawn independently from one distribution.
 *
 * <p>Source: for the interval, Wilson, <i>Probable inference, the law of succession, and
 * statistical inference</i>, JASA 22 (1927).
 */
public final class Reliability {

    /** How sure a statement is meant to be. */
    public static final double CONFIDENCE = 0.95;

    /** The two-sided 95 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private Reliability() {}

    /**
     * The share of failing runs that {@code n} runs without a failure exclude at a confidence: the
     * least {@code p} with {@code n >= ln(1-C) / ln(1-p)}.
     */
    public static double excluded(long n, double confidence) {
        return n == 0 ? 1 : -Math.expm1(Math.log1p(-confidence) / n);
    }

    /**
     * How many runs without a failure make it that sure that a failure which used to come in a
     * share {@code p} of the runs is gone.
     */
    public static long greenRuns(double p, double confidence) {
        if (p >= 1) {
            return 1;
        }
        return (long) Math.ceil(Math.log1p(-confidence) / Math.log1p(-p));
    }

    /** The least share that {@code hits} of {@code n} runs support, at 95 %. */
    public static double low(long hits, long n) {
        return hits == 0 ? 0 : bound(hits, n, -1);
    }

    /** The largest share that {@code hits} of {@code n} runs support, at 95 %. */
    public static double high(long hits, long n) {
        return hits == n ? 1 : bound(hits, n, 1);
    }

    private static double bound(long hits, long n, int side) {
        double p = (double) hits / n;
        double centre = p + Z * Z / (2 * n);
        double spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n));
        return Math.clamp((centre + side * spread) / (1 + Z * Z / n), 0, 1);
    }
}
