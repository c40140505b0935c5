package dev.rehearsal.cli;

/**
 * Seeds from one to another, both included.
 *
 * @param last not below the first, as unsigned numbers
 */
record SeedRange(long first, long last) {

    /** Reads {@code A..B}, each as {@link Seeds} does. */
    static SeedRange parse(String option, String text) {
        int dots = text.indexOf("..");
        if (dots < 1 || dots + 2 == text.length()) {
            throw new Refusal(
                    option + " must be A..B, the first and the last seed: " + option + "=" + text);
        }
        long first = Seeds.parse(option, text.substring(0, dots));
        long last = Seeds.parse(option, text.substring(dots + 2));
        if (Long.compareUnsigned(first, last) > 0) {
            throw new Refusal(option + " must not end before it begins: " + option + "=" + text);
        }
        return new SeedRange(first, last);
    }
}
