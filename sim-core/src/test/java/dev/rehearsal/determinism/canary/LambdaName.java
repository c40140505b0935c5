package dev.rehearsal.determinism.canary;

/** The hidden class of a lambda. */
final class LambdaName {

    record Work() implements Runnable {
        @Override
        public void run() {}
    }

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            Runnable work = () -> {};
            return work.getClass().getName(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Runnable work = new Work();
            return work.getClass().getName();
        }
    }

    private LambdaName() {}
}
