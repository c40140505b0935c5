package dev.rehearsal.determinism.canary;

import java.util.Locale;
import java.util.stream.Stream;

/** Letters in the language of the machine, as a method reference. */
final class UpperCaseReference {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return Stream.of("i", "j").map(String::toUpperCase).toList().toString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Stream.of("i", "j").map(x -> x.toUpperCase(Locale.ROOT)).toList().toString();
        }
    }

    private UpperCaseReference() {}
}
