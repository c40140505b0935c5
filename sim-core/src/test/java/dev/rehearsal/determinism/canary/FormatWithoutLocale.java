package dev.rehearsal.determinism.canary;

import java.util.Locale;

/** A number in the format of the machine. */
final class FormatWithoutLocale {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return String.format("%.1f", number / 2.0); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return String.format(Locale.ROOT, "%.1f", number / 2.0);
        }
    }

    private FormatWithoutLocale() {}
}
