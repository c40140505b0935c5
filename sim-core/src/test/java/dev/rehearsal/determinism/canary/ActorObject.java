package dev.rehearsal.determinism.canary;

/** An object of the author's that the actor holds and changes. */
final class ActorObject {

    static final class Counter {
        int count;

        void next() {
            count++; // leak
        }

        void step() {
            count++;
        }
    }

    /** What must be reported. */
    record Leaking(Counter counter) implements Canary {

        @Override
        public String sees(int number) {
            counter.next();
            return "" + counter.count;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            Counter counter = new Counter();
            counter.step();
            return "" + counter.count;
        }
    }

    private ActorObject() {}
}
