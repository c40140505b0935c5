package dev.rehearsal.determinism.canary;

/** A clock that is called by its name. */
final class ReflectiveClock {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            try {
                return "" + System.class.getMethod("nanoTime").invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            try {
                return "" + String.class.getMethod("length").invoke("x" + number);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private ReflectiveClock() {}
}
