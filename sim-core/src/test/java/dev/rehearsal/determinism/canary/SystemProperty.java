package dev.rehearsal.determinism.canary;

/** A property of the JVM. */
final class SystemProperty {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            String language = System.getProperty("user.language"); // leak
            return language + System.getProperty("user.timezone"); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + number;
        }
    }

    private SystemProperty() {}
}
