package dev.rehearsal.determinism.canary;

/** A virtual thread. */
final class VirtualThread {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Thread.startVirtualThread(() -> {}); // leak
            return "" + number;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Runnable work = () -> {};
            work.run();
            return "" + number;
        }
    }

    private VirtualThread() {}
}
