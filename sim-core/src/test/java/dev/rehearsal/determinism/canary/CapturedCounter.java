package dev.rehearsal.determinism.canary;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** A counter that a lambda in the actor has captured. */
final class CapturedCounter {

    /** The lambda counts. */
    record Leaking(IntSupplier source) implements Canary {

        @Override
        public String sees(int number) {
            return "" + source.getAsInt();
        }
    }

    /** The lambda has captured a number. */
    record Healthy(IntSupplier source) implements Canary {

        @Override
        public String sees(int number) {
            return "" + source.getAsInt();
        }
    }

    static Leaking leaking() {
        AtomicInteger calls = new AtomicInteger();
        return new Leaking(() -> calls.incrementAndGet());
    }

    static Healthy healthy(int number) {
        return new Healthy(() -> number);
    }

    private CapturedCounter() {}
}
