package dev.rehearsal.determinism.canary;

import java.util.Locale;

/** Letters in the language of the machine. */
final class LowerCaseWithoutLocale {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "TITLE".toLowerCase(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "TITLE".toLowerCase(Locale.ROOT);
        }
    }

    private LowerCaseWithoutLocale() {}
}
