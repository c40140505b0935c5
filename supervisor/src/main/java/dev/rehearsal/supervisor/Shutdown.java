package dev.rehearsal.supervisor;

import java.time.Duration;

/** How a child is stopped. */
public sealed interface Shutdown {

    /** For workers: five seconds. */
    Shutdown DEFAULT = new Within(Duration.ofSeconds(5));

    /** It is killed at once. */
    record Brutal() implements Shutdown {
        @Override
        public String toString() {
            return "brutal_kill";
        }
    }

    /** It is told {@code shutdown}, and killed when it has not ended after that time. */
    record Within(Duration time) implements Shutdown {
        /** Refuses a negative time. */
        public Within {
            if (time.isNegative()) {
                throw new InvalidDefinitionException(
                        "invalid_shutdown", "shutdown must not be negative", time);
            }
        }

        @Override
        public String toString() {
            return SupervisorEvent.time(time);
        }
    }

    /** It is told {@code shutdown}, and waited for however long it takes. */
    record Infinity() implements Shutdown {
        @Override
        public String toString() {
            return "infinity";
        }
    }
}
