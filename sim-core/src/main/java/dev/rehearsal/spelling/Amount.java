package dev.rehearsal.spelling;

import java.util.Locale;

/** Amounts as people read them, in the same digits everywhere. */
public final class Amount {

    private Amount() {}

    /** {@code 12,345}. */
    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /**
     * {@code 1 run}, {@code 12,345 runs}.
     *
     * @param one what there is one of; more of them end in an s
     */
    public static String of(long number, String one) {
        return of(number) + " " + one + (number == 1 ? "" : "s");
    }
}
