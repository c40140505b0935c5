package dev.rehearsal.determinism.canary;

import java.util.concurrent.atomic.AtomicInteger;

/** A component of the actor that changes. */
final class ActorField {

    /** What must be reported. */
    record Leaking(AtomicInteger calls) implements Canary {

        @Override
        public String sees(int number) {
            return "" + calls.incrementAndGet(); // leak
        }
    }

    /** What must not. */
    record Healthy(int limit) implements Canary {

        @Override
        public String sees(int number) {
            return "" + new AtomicInteger(limit).incrementAndGet();
        }
    }

    private ActorField() {}
}
