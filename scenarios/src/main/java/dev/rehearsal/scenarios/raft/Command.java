package dev.rehearsal.scenarios.raft;

import io.vavr.collection.Vector;

/** What an entry of the log asks of every server. */
sealed interface Command {

    /**
     * Nothing: with it a leader begins its term, to learn what is committed (dissertation, 6.4).
     */
    record NoOp() implements Command {
        @Override
        public String toString() {
            return "no-op";
        }
    }

    /** From this entry on these are the servers that vote (dissertation, 4.1). */
    record Reconfigure(Vector<String> voters) implements Command {
        @Override
        public String toString() {
            return "voters " + voters.mkString(" ");
        }
    }

    /**
     * What a client asked of the state machine.
     *
     * @param number grows with each operation of the client, and stays when it asks again
     *     (dissertation, 6.3)
     */
    record Request(String client, int number, RaftCall call) implements Command {
        @Override
        public String toString() {
            return client + "#" + number + " " + call;
        }
    }
}
