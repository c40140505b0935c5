package dev.rehearsal.cli;

import java.math.BigDecimal;

/** Counts as they are read: {@code 20000}, {@code 1e6}, {@code 1_000}. */
final class Counts {

    private Counts() {}

    /** A whole number in [1, max]. */
    static long parse(String option, String text, long max) {
        return parse(option, text, 1, max);
    }

    /** A whole number in [min, max]. */
    static long parse(String option, String text, long min, long max) {
        try {
            BigDecimal number = new BigDecimal(text.strip().replace("_", ""));
            if (number.precision() - number.scale() <= 19) {
                long count = number.longValueExact();
                if (count >= min && count <= max) {
                    return count;
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Refusal(sentence(option, text, min, max), e);
        }
        throw new Refusal(sentence(option, text, min, max));
    }

    private static String sentence(String option, String text, long min, long max) {
        return option
                + " must be a whole number from "
                + min
                + " to "
                + max
                + (max < 1_000_000 ? "" : ", such as 20000 or 1e6")
                + ": "
                + option
                + "="
                + text;
    }
}
