package dev.rehearsal.check;

import dev.rehearsal.kernel.Clock;

/** What the clocks show where nothing says how much time has passed. */
enum Timeless implements Clock {

    /** Nothing: to ask is refused. */
    REFUSED {
        @Override
        public long nanos(int node) {
            throw new Asked();
        }

        @Override
        public long wallNanos(int node) {
            throw new Asked();
        }
    },

    /** Midnight of 2000-01-01 UTC, at the start of a run and ever after. */
    FROZEN {
        @Override
        public long nanos(int node) {
            return 0;
        }

        @Override
        public long wallNanos(int node) {
            return 946_684_800_000_000_000L;
        }
    };

    /** A handler has asked for the time. */
    static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1;

        Asked() {
            super("there is no time", null, false, false);
        }
    }
}
