package dev.rehearsal.actor;

/**
 * Why an actor ended.
 *
 * <p>Source: Erlang/OTP; the names are its.
 */
public sealed interface ExitReason
        permits ExitReason.Normal,
                ExitReason.Shutdown,
                ExitReason.ShutdownWith,
                ExitReason.Kill,
                ExitReason.Killed,
                ExitReason.NoProcess,
                ExitReason.NoConnection,
                ExitReason.Ignored,
                ExitReason.Threw,
                ExitReason.Because,
                DiskFailed {

    /** It had done its work. A link passes this reason on only to actors that trap exits. */
    record Normal() implements ExitReason {
        @Override
        public String toString() {
            return "normal";
        }
    }

    /** It was asked to stop. */
    record Shutdown() implements ExitReason {
        @Override
        public String toString() {
            return "shutdown";
        }
    }

    /** It stopped in order, and says more: {@code {shutdown, detail}}. */
    record ShutdownWith(Object detail) implements ExitReason {
        @Override
        public String toString() {
            return "{shutdown," + detail + "}";
        }
    }

    /**
     * As a signal: it cannot be refused, and ends the receiver with {@link Killed}. As an own
     * reason: an ordinary one.
     */
    record Kill() implements ExitReason {
        @Override
        public String toString() {
            return "kill";
        }
    }

    /** It was killed. */
    record Killed() implements ExitReason {
        @Override
        public String toString() {
            return "killed";
        }
    }

    /** There was nobody at that reference. */
    record NoProcess() implements ExitReason {
        @Override
        public String toString() {
            return "noproc";
        }
    }

    /** Its node crashed or cannot be reached. */
    record NoConnection() implements ExitReason {
        @Override
        public String toString() {
            return "noconnection";
        }
    }

    /**
     * Its start said that it is not wanted here; the one who spawned it need not worry. For whoever
     * is linked to it this is a normal end.
     */
    record Ignored() implements ExitReason {
        @Override
        public String toString() {
            return "ignore";
        }
    }

    /**
     * A handler threw. Only the class is kept: a message may tell of identities, and would make
     * equal runs differ.
     *
     * @param type the name of the exception's class
     */
    record Threw(String type) implements ExitReason {
        /** The reason of an exception. */
        static Threw of(Throwable thrown) {
            return new Threw(thrown.getClass().getName());
        }

        @Override
        public String toString() {
            return type.substring(type.lastIndexOf('.') + 1);
        }
    }

    /** Any other reason, as an immutable value of the author's. */
    record Because(Object term) implements ExitReason {
        @Override
        public String toString() {
            return String.valueOf(term);
        }
    }

    /** The reason of an actor whose handler threw: that of the disk, or what was thrown. */
    static ExitReason of(Throwable thrown) {
        return thrown instanceof DiskFailedException failed ? failed.reason() : Threw.of(thrown);
    }

    /** Whether a link passes it on only to actors that trap exits: normal, or ignored. */
    default boolean isNormal() {
        return this instanceof Normal || this instanceof Ignored;
    }

    /**
     * Whether a supervisor counts it as an end in order: normal, ignored, shutdown, or shutdown
     * with a detail.
     */
    default boolean isOrderly() {
        return isNormal() || this instanceof Shutdown || this instanceof ShutdownWith;
    }
}
