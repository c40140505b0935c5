package dev.rehearsal.determinism.canary;

/** A thread started through a class that extends it. */
final class ThreadSubclass {

    static final class Worker extends Thread {
        Worker() {
            super("worker"); // leak
        }

        @Override
        public void run() {}
    }

    static final class Work implements Runnable {
        @Override
        public void run() {}
    }

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            new Worker().start(); // leak
            return "" + number;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            new Work().run();
            return "" + number;
        }
    }

    private ThreadSubclass() {}
}
