package dev.rehearsal.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as they are read: {@code 30s}, {@code 1.5h}, {@code 1h30m}, {@code 2d}, {@code 250ms}.
 *
 * <p>Each unit at most once, the largest first; up to 292 years.
 */
final class Durations {

    private static final String NUMBER = "(\\d{1,19}(?:\\.\\d{1,9})?)";
    private static final Pattern FORM =
            Pattern.compile("(?:#d)?(?:#h)?(?:#m)?(?:#s)?(?:#ms)?".replace("#", NUMBER));
    private static final long[] NANOS = {
        86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L
    };

    private Durations() {}

    static Duration parse(String option, String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        BigDecimal nanos = BigDecimal.ZERO;
        if (form.matches()) {
            for (int unit = 0; unit < NANOS.length; unit++) {
                String number = form.group(unit + 1);
                if (number != null) {
                    nanos = nanos.add(new BigDecimal(number).multiply(new BigDecimal(NANOS[unit])));
                }
            }
        }
        if (nanos.compareTo(BigDecimal.ONE) < 0
                || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new Refusal(
                    option
                            + " must be a duration such as 30s, 90m, 8h or 1h30m: "
                            + option
                            + "="
                            + text);
        }
        return Duration.ofNanos(nanos.longValue());
    }
}
