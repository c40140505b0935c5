package dev.rehearsal.determinism.canary;

import java.time.Instant;
import java.util.function.Supplier;

/** The clock of the machine, as a method reference. */
final class InstantNow {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Supplier<Instant> clock = Instant::now; // leak
            return clock.get().toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Supplier<Instant> clock = () -> Instant.EPOCH.plusSeconds(number);
            return clock.get().toString();
        }
    }

    private InstantNow() {}
}
