package dev.rehearsal.determinism.canary;

/** A thread of its own. */
final class ThreadStart {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Runnable work = () -> {};
            new Thread(work).start(); // leak
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

    private ThreadStart() {}
}
