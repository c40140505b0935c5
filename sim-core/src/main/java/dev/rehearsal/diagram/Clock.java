package dev.rehearsal.diagram;

import java.util.List;
import java.util.Locale;

/**
 * How the times of a picture are written: all in one unit, and cut off, not rounded, as they are
 * everywhere else.
 *
 * @param coarse whether they are seconds, and not milliseconds
 */
record Clock(boolean coarse) {

    /** A run that takes longer is told in seconds. */
    private static final long LONG_NANOS = 100_000_000_000L;

    /** For these rows. */
    static Clock of(List<Row> rows) {
        return new Clock(rows.stream().anyMatch(row -> row.nanos() >= LONG_NANOS));
    }

    /** A time since the start of the run. */
    String text(long nanos) {
        long thousandths = nanos / (coarse ? 1_000_000 : 1_000);
        return String.format(
                Locale.ROOT,
                coarse ? "%d.%03ds" : "%d.%03dms",
                thousandths / 1_000,
                thousandths % 1_000);
    }
}
