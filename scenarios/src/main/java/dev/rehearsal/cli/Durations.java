package dev.rehearsal.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are read: {@code 30s}, {@code 90m}, {@code 8h}, {@code 1h30m}, {@code 2d}. */
final class Durations {

    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,8})h)?(?:(\\d{1,9})m)?(?:(\\d{1,10})s)?");

    private Durations() {}

    static Duration parse(String option, String text) {
        Matcher form = FORM.matcher(text.strip());
        Duration time = Duration.ZERO;
        if (form.matches()) {
            time =
                    Duration.ofDays(number(form, 1))
                            .plusHours(number(form, 2))
                            .plusMinutes(number(form, 3))
                            .plusSeconds(number(form, 4));
        }
        if (!time.isPositive()) {
            throw new Refusal(
                    option
                            + " must be a duration such as 30s, 90m, 8h or 1h30m: "
                            + option
                            + "="
                            + text);
        }
        return time;
    }

    private static long number(Matcher form, int group) {
        return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
    }
}
