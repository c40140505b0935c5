package dev.rehearsal.determinism.canary;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A date in the language of the machine. */
final class DatePatternWithoutLocale {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return LocalDate.of(2025, number, 1)
                    .format(DateTimeFormatter.ofPattern("MMMM")); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return LocalDate.of(2025, number, 1)
                    .format(DateTimeFormatter.ofPattern("MMMM", Locale.ROOT));
        }
    }

    private DatePatternWithoutLocale() {}
}
