package dev.rehearsal.determinism.canary;

import java.util.UUID;

/** A random identifier. */
final class RandomUuid {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return UUID.randomUUID().toString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return new UUID(0, number).toString();
        }
    }

    private RandomUuid() {}
}
