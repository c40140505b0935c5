package dev.rehearsal.determinism.canary;

import java.time.LocalDateTime;

/** The clock of the machine in its own zone. */
final class LocalDateTimeNow {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return LocalDateTime.now().toString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return LocalDateTime.of(2025, 1, number, 0, 0).toString();
        }
    }

    private LocalDateTimeNow() {}
}
