package dev.rehearsal.determinism.canary;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A clock that can be replaced, and is not. */
final class ClockSystem {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return Clock.systemUTC().instant().toString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC).instant().toString();
        }
    }

    private ClockSystem() {}
}
