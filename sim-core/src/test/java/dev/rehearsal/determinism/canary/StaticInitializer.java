package dev.rehearsal.determinism.canary;

/** A clock in a static initialiser. */
final class StaticInitializer {

    static final class Boot {
        static final long TIME = System.nanoTime(); // leak

        private Boot() {}
    }

    static final class Constant {
        static final Long TIME = 7L;

        private Constant() {}
    }

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Boot.TIME;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + Constant.TIME;
        }
    }

    private StaticInitializer() {}
}
