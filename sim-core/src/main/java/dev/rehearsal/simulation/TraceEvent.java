package dev.rehearsal.simulation;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

/** Something that happened in a run, for people; in the order in which it happened. */
public sealed interface TraceEvent {

    /** The number of the action that it belongs to, from 1. */
    long step();

    /** When, since the start of the run. */
    long nanos();

    /**
     * A message left its sender.
     *
     * @param id the same on its arrivals
     * @param name null within a node
     * @param dropped whether it was lost on the way
     */
    record Sent(
            long step,
            long nanos,
            long id,
            String from,
            String to,
            Object message,
            @Nullable MessageName name,
            boolean dropped)
            implements TraceEvent {}

    /** A message arrived. */
    sealed interface Arrival extends TraceEvent {

        /** That of its sending. */
        long id();

        /** 0 for the message, k for its k-th duplicate. */
        int copy();

        /** The path of its sender. */
        String from();

        /** The path of its receiver. */
        String to();

        /** What it brought. */
        Object message();
    }

    /** A message was handled. */
    record Delivered(
            long step, long nanos, long id, int copy, String from, String to, Object message)
            implements Arrival {}

    /** A message arrived where nobody was. */
    record Lost(long step, long nanos, long id, int copy, String from, String to, Object message)
            implements Arrival {}

    /** A timer fired. */
    record Fired(long step, long nanos, String actor, Object message) implements TraceEvent {}

    /** A sync is complete. */
    record Synced(long step, long nanos, String actor) implements TraceEvent {}

    /**
     * An actor chose.
     *
     * @param chosen the index of the option that it took
     */
    record Chosen(
            long step,
            long nanos,
            String actor,
            Occasion occasion,
            Vector<Object> options,
            int chosen)
            implements TraceEvent {

        /** What it took. */
        public Object value() {
            return options.get(chosen);
        }

        /** The name of the choice in the code. */
        public String site() {
            return occasion.what().substring(0, occasion.what().length() - 1);
        }
    }

    /** A turn is over; the state is what the actor has now. */
    record Turned(long step, long nanos, String actor, Object state) implements TraceEvent {}

    /**
     * An actor ended by itself or by a signal.
     *
     * @param thrown what its handler threw; null when it ended otherwise
     */
    record Exited(
            long step, long nanos, String actor, ExitReason reason, @Nullable Throwable thrown)
            implements TraceEvent {

        /**
         * What happened, in a few words: {@code threw IllegalStateException: boom}, {@code ends:
         * shutdown}.
         */
        public String text() {
            if (thrown == null) {
                return "ends: " + reason;
            }
            String message = thrown.getMessage();
            return "threw "
                    + thrown.getClass().getSimpleName()
                    + (message == null ? "" : ": " + message);
        }
    }

    /** An actor was spawned. */
    record Spawned(long step, long nanos, String parent, String child) implements TraceEvent {}

    /** An actor said what it decided and why. */
    record Reported(long step, long nanos, String actor, Object event) implements TraceEvent {}

    /** A client began an operation. */
    record Invoked(long step, long nanos, String client, int index, Object operation)
            implements TraceEvent {}

    /** A client's operation ended; no result means that it did not happen. */
    record Completed(long step, long nanos, String client, int index, @Nullable Object result)
            implements TraceEvent {}

    /** A client gave its operation up. */
    record Abandoned(long step, long nanos, String client, int index) implements TraceEvent {}

    /**
     * A node is down from now on.
     *
     * @param powerless whether it lost power; else its process ended and the page cache stays
     */
    record Crashed(long step, long nanos, String node, boolean powerless) implements TraceEvent {

        /** What happened, in a few words. */
        public String text() {
            return powerless ? node + " loses power" : "the process of " + node + " ends";
        }
    }

    /** A node boots, for the {@code boot}-th time. */
    record Booted(long step, long nanos, String node, int boot) implements TraceEvent {}

    /** The faults stop; told where a property asks for it. */
    record Healed(long step, long nanos, Heal heal) implements TraceEvent {}

    /**
     * A turn is cut by the departure that follows.
     *
     * @param done what it did before, in order and in words
     * @param next what it would have done next; null when only its state was still to be kept
     */
    record Interrupted(
            long step, long nanos, String actor, Vector<String> done, @Nullable String next)
            implements TraceEvent {}

    /** A decision departed from the calm world. */
    record Departed(long step, long nanos, Departure departure) implements TraceEvent {}
}
