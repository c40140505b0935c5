package dev.rehearsal.decision;

/**
 * One decision that departs from the calm world, in which every message is delivered once, in
 * order, after the base latency, and no node crashes.
 *
 * <p>A run is its operations and its departures: replaying them needs no seed and gives the same
 * trace.
 */
public sealed interface Departure {

    /** What kind of fault it is. */
    FaultKind kind();

    /** A departure of one message between nodes. */
    sealed interface OfMessage extends Departure {

        /** Which one. */
        MessageName message();
    }

    /** The message is lost. */
    record Drop(MessageName message) implements OfMessage {
        @Override
        public FaultKind kind() {
            return FaultKind.DROP;
        }

        @Override
        public String toString() {
            return message + ": dropped";
        }
    }

    /** The message arrives not before a point of the story. */
    record Held(MessageName message, Point until) implements OfMessage {
        @Override
        public FaultKind kind() {
            return FaultKind.HOLD;
        }

        @Override
        public String toString() {
            return message + ": held until " + until;
        }
    }

    /** The message is delivered once more, at a point of the story. */
    record Again(MessageName message, Point until) implements OfMessage {
        @Override
        public FaultKind kind() {
            return FaultKind.DUPLICATE;
        }

        @Override
        public String toString() {
            return message + ": delivered again at " + until;
        }
    }

    /**
     * A node loses power and boots again.
     *
     * @param node its name
     * @param slot the number of the span of time in which it was drawn: with the node, the name of
     *     the decision
     * @param at {@link Point.At} or {@link Point.AfterOperation}
     * @param downNanos how long it stays down
     * @param kept how many of the changes on its disk that were not synced survive, the oldest
     *     first
     */
    record Crash(String node, int slot, Point at, long downNanos, int kept) implements Departure {

        /** Refuses points that a crash cannot have, and negative numbers. */
        public Crash {
            if (!(at instanceof Point.At) && !(at instanceof Point.AfterOperation)) {
                throw new IllegalArgumentException(
                        "a crash must be at a time or after an operation: node="
                                + node
                                + " at="
                                + at);
            }
            if (downNanos < 1 || kept < 0) {
                throw new IllegalArgumentException(
                        "downNanos must be at least 1 and kept at least 0: node="
                                + node
                                + " downNanos="
                                + downNanos
                                + " kept="
                                + kept);
            }
        }

        @Override
        public FaultKind kind() {
            return FaultKind.CRASH;
        }

        @Override
        public String toString() {
            String when = at instanceof Point.At ? "at " + at : "when " + at;
            return node
                    + ": crashes "
                    + when
                    + ", boots "
                    + Point.time(downNanos)
                    + " later"
                    + (kept == 0 ? "" : ", " + kept + " changes that were not synced survive");
        }
    }
}
