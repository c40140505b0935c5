package dev.rehearsal.cli;

import java.math.BigDecimal;

/** Counts as they are read: {@code 20000}, {@code 1e6}, {@code 1_000}. */
final class Counts {

    private Counts() {}

    /** A whole number in [1, max]. */
    static long parse(String option, String text, long max) {
        try {
            BigDecimal number = new BigDecimal(text.strip().replace("_", ""));
            if (number.precision() - number.scale() <= 19) {
                long count = number.longValueExact();
                if (count >= 1 && count <= max) {
                    return count;
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Refusal(sentence(option, text, max), e);
        }
        throw new Refusal(sentence(option, text, max));
    }

    private static String sentence(String option, String text, long max) {
        return option
                + " must be a whole number from 1 to "
                + max
                + (max < 1_000_000 ? "" : ", such as 20000 or 1e6")
                + ": "
                + option
                + "="
                + text;
    }
}
