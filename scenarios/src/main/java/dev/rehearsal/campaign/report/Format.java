package dev.rehearsal.campaign.report;

import dev.rehearsal.spelling.Amount;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Numbers as they are shown. */
final class Format {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Format() {}

    static String seed(long seed) {
        return "0x" + HexFormat.of().toHexDigits(seed);
    }

    /** Two units at the most: {@code 3 d 4 h}, {@code 12 min 5 s}, {@code 340 ms}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds >= 365 * 86_400L) {
            return String.format(
                    Locale.ROOT,
                    "%,d y %d d",
                    seconds / (365 * 86_400L),
                    seconds % (365 * 86_400L) / 86_400);
        }
        if (seconds >= 86_400) {
            return Amount.of(seconds / 86_400) + " d " + seconds % 86_400 / 3_600 + " h";
        }
        if (seconds >= 3_600) {
            return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
        }
        if (seconds >= 60) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds >= 10
                ? seconds + " s"
                : time.toMillis() >= 1_000
                        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3)
                        : time.toMillis() + " ms";
    }

    /** A time of simulation or of a processor, which may be short. */
    static String nanos(double nanos) {
        if (nanos >= 1e9) {
            return shortened(nanos / 1e9) + " s";
        }
        if (nanos >= 1e6) {
            return shortened(nanos / 1e6) + " ms";
        }
        return nanos >= 1e3 ? shortened(nanos / 1e3) + " µs" : shortened(nanos) + " ns";
    }

    private static String shortened(double number) {
        return number >= 100 || number == Math.rint(number)
                ? String.format(Locale.ROOT, "%,.0f", number)
                : number >= 10
                        ? String.format(Locale.ROOT, "%.1f", number)
                        : String.format(Locale.ROOT, "%.2f", number);
    }

    /** A share of one: {@code 12.5 %}, {@code 0.0031 %}. */
    static String percent(double share) {
        double percent = share * 100;
        String digits =
                percent == 0 || percent >= 10
                        ? "%.1f"
                        : percent >= 1 ? "%.2f" : percent >= 0.01 ? "%.3f" : "%.2g";
        return String.format(Locale.ROOT, digits, percent) + " %";
    }

    /** What a shell reads as one word. */
    static String word(String text) {
        return text.matches("[A-Za-z0-9_./:=@%+,-]+")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }

    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }
}
