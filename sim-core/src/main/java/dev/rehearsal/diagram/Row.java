package dev.rehearsal.diagram;

import io.vavr.collection.Vector;

/** One line of a diagram. */
sealed interface Row {

    /** When, since the start of the run. */
    long nanos();

    /** How much of a message's way a row shows. */
    enum Part {
        /** From sender to receiver. */
        WHOLE,
        /** It leaves; it arrives further down or never. */
        LEAVES,
        /** It arrives; it left further up. */
        ARRIVES
    }

    /** What becomes of a message. */
    enum End {
        HANDLED,
        DROPPED,
        /** Nobody is there to take it. */
        LOST,
        /** On its way when the diagram ends. */
        OPEN
    }

    /**
     * A message.
     *
     * @param mark leads from its leaving to its arrivals, such as {@code a}; empty when it needs
     *     none
     * @param copy 0 for the message, k for its k-th duplicate
     */
    record Message(
            long nanos,
            String from,
            String to,
            Object content,
            Part part,
            End end,
            String mark,
            int copy)
            implements Row {}

    /** What befalls one lane. */
    enum Kind {
        BEGIN,
        END,
        TIMER,
        SYNC,
        BORN,
        GONE,
        NOTE,
        VIOLATION
    }

    /** Something on one lane. */
    record Moment(long nanos, String lane, Kind kind, String text) implements Row {}

    /** A node crashes or boots. */
    record Power(long nanos, Vector<String> lanes, boolean on, String text) implements Row {}
}
