package dev.rehearsal.determinism.canary;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the collector has run. */
final class WeakReferenceCleared {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new WeakReference<>(new byte[1]).refersTo(null); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new AtomicReference<>("x").get();
        }
    }

    private WeakReferenceCleared() {}
}
