package dev.rehearsal.determinism.canary;

import java.time.Instant;
import java.time.ZoneId;

/** A time in the zone of the machine. */
final class DefaultZone {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return Instant.EPOCH.atZone(ZoneId.systemDefault()).toString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Instant.EPOCH.atZone(ZoneId.of("UTC")).toString();
        }
    }

    private DefaultZone() {}
}
