package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Note;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * What a supervisor decided and why, as it stands in the trace. Who is restarted, given up, killed
 * or left alone is a {@link Note} and stands in diagrams, too.
 */
public sealed interface SupervisorEvent {

    /** It begins its start. */
    record Initialising(Strategy strategy) implements SupervisorEvent {
        @Override
        public String toString() {
            return "start, strategy " + strategy;
        }
    }

    /** All its children have been started. */
    record Ready(int children) implements SupervisorEvent {
        @Override
        public String toString() {
            return "started with " + children + (children == 1 ? " child" : " children");
        }
    }

    /**
     * Children are started again.
     *
     * @param starts whom it will start, in order
     * @param cause who ended, or failed to start
     * @param count how many restarts there were within the period, this one included
     */
    record Restarting(
            Vector<String> starts,
            String cause,
            Strategy strategy,
            int count,
            int intensity,
            Duration period)
            implements SupervisorEvent, Note {
        @Override
        public String toString() {
            return "restart "
                    + starts.mkString(", ")
                    + ": "
                    + cause
                    + "; strategy "
                    + strategy
                    + "; "
                    + within(count, intensity, period);
        }
    }

    /** A child has been started again, as the incarnation that is named. */
    record Restarted(String child) implements SupervisorEvent {
        @Override
        public String toString() {
            return "restarted " + child;
        }
    }

    /** The intensity is exceeded, and the supervisor ends. */
    record GivingUp(String cause, int count, int intensity, Duration period)
            implements SupervisorEvent, Note {
        @Override
        public String toString() {
            return "give up: " + cause + "; " + within(count, intensity, period);
        }
    }

    /** A child has ended and is not restarted. */
    record Leaving(String cause, Restart restart) implements SupervisorEvent, Note {
        @Override
        public String toString() {
            return "no restart: " + cause + "; " + restart;
        }
    }

    /** A significant child has ended, and the supervisor ends. */
    record ShuttingDown(String id, AutoShutdown rule) implements SupervisorEvent, Note {
        @Override
        public String toString() {
            return "shut down: " + id + " was significant; " + rule;
        }
    }

    /** A child is told to stop. */
    record Stopping(String child, Shutdown shutdown) implements SupervisorEvent {
        @Override
        public String toString() {
            return "stop " + child + ", " + shutdown;
        }
    }

    /** A child has not stopped in time. */
    record Killing(String child, Shutdown shutdown) implements SupervisorEvent, Note {
        @Override
        public String toString() {
            return "kill " + child + ": it did not stop within " + shutdown;
        }
    }

    /** A message of no use was ignored. */
    record Unexpected(Object message) implements SupervisorEvent {
        @Override
        public String toString() {
            return "ignore " + message;
        }
    }

    /**
     * An error report as OTP has it.
     *
     * @param id the child's id, the template's for an instance
     * @param subject where the child was, as the supervisor knew it, or how many instances
     */
    record ErrorReport(Occasion occasion, String id, Subject subject, ExitReason reason)
            implements SupervisorEvent {
        @Override
        public String toString() {
            return occasion + " " + id + " (" + subject + "): " + reason;
        }
    }

    /** What an error report is about. */
    sealed interface Subject {

        /** One child. */
        record One(Place place) implements Subject {
            @Override
            public String toString() {
                return place.toString();
            }
        }

        /** Several instances. */
        record Instances(int count) implements Subject {
            @Override
            public String toString() {
                return count + " instances";
            }
        }
    }

    /** When an error report is issued. */
    enum Occasion {
        /** Every end that leads to a restart, and abnormal ends of temporary children. */
        CHILD_TERMINATED,
        /** A start that failed, at the start of the supervisor or during a restart. */
        START_ERROR,
        /** A child that ended in another way than it was told to. */
        SHUTDOWN_ERROR,
        /** The intensity is exceeded. */
        SHUTDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A child and its incarnation, as people read it. */
    static String named(ActorRef<?> child) {
        String path = child.path();
        return path.substring(path.lastIndexOf('/') + 1) + "#" + child.incarnation();
    }

    /** Who ended and how. */
    static String exited(ActorRef<?> child, ExitReason reason) {
        String why =
                reason instanceof ExitReason.Threw threw
                        ? threw.type().substring(threw.type().lastIndexOf('.') + 1)
                        : reason.toString();
        return named(child) + " exited with " + why;
    }

    /** A time as people read it. */
    static String time(Duration time) {
        return time.toNanosPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static String within(int count, int intensity, Duration period) {
        return count + " of " + intensity + " in " + time(period);
    }
}
