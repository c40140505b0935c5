package dev.rehearsal.decision;

/** A point of the story: when something that departs from the calm world happens. */
public sealed interface Point {

    /**
     * That long after the message was sent; never at once.
     *
     * @param nanos at least 1
     */
    record After(long nanos) implements Point {
        /** Refuses a time that is not positive. */
        public After {
            if (nanos < 1) {
                throw new IllegalArgumentException("nanos must be at least 1: nanos=" + nanos);
            }
        }

        @Override
        public String toString() {
            return time(nanos) + " after it was sent";
        }
    }

    /**
     * At that time of the run, or at once when it has passed.
     *
     * @param nanos since the start of the run
     */
    record At(long nanos) implements Point {
        /** Refuses a negative time. */
        public At {
            if (nanos < 0) {
                throw new IllegalArgumentException("nanos must be at least 0: nanos=" + nanos);
            }
        }

        @Override
        public String toString() {
            return "t=" + time(nanos);
        }
    }

    /**
     * When an operation has ended, whatever its outcome; after the base latency when it has ended
     * before; never when the story does not have it.
     */
    record AfterOperation(String client, int index) implements Point {
        @Override
        public String toString() {
            return client + "#" + index + " has ended";
        }
    }

    /** Never within the run. */
    record End() implements Point {
        @Override
        public String toString() {
            return "the end";
        }
    }

    /** The point behind a verb: {@code at t=5ms}, {@code when c1#2 has ended}. */
    default String when() {
        return switch (this) {
            case After after -> after.toString();
            case At at -> "at " + at;
            case AfterOperation operation -> "when " + operation;
            case End _ -> "after the end";
        };
    }

    /** A time as reports show it: {@code 1.5ms}, {@code 2.25s}. */
    static String time(long nanos) {
        if (nanos >= 1_000_000_000L) {
            return decimal(nanos, 1_000_000_000L) + "s";
        }
        if (nanos >= 1_000_000) {
            return decimal(nanos, 1_000_000L) + "ms";
        }
        return nanos >= 1_000 ? decimal(nanos, 1_000L) + "µs" : nanos + "ns";
    }

    private static String decimal(long nanos, long unit) {
        long thousandths = nanos / (unit / 1_000);
        String fraction =
                String.valueOf(1_000 + thousandths % 1_000).substring(1).replaceAll("0+$", "");
        return thousandths / 1_000 + (fraction.isEmpty() ? "" : "." + fraction);
    }
}
