package dev.rehearsal.scenarios.coordination;

import io.vavr.collection.Vector;

/** What clients and peers say to each other. */
sealed interface CoordinationMessage {

    /** A client wants something done. */
    record Ask(Item item) implements CoordinationMessage {}

    /** It is done, at a majority. */
    record Told(int index) implements CoordinationMessage {}

    // ---------------------------------------------------------------------------------- discovery

    /** The sender wants to lead that epoch. */
    record NewEpoch(int epoch) implements CoordinationMessage {}

    /**
     * The sender follows nobody of an earlier epoch any more.
     *
     * @param current the epoch that its history is of
     */
    record Promised(int epoch, int current, Vector<Txn> history) implements CoordinationMessage {}

    /**
     * The sender has promised itself, in an epoch that is not lower than the one it was called to.
     */
    record Refused(int epoch) implements CoordinationMessage {}

    // ---------------------------------------------------------------------------- synchronisation

    /**
     * What a follower must have to be of the epoch.
     *
     * @param kept how much of its own history it keeps
     * @param missing what comes behind that
     */
    record NewLeader(int epoch, int kept, Vector<Txn> missing) implements CoordinationMessage {}

    // ---------------------------------------------------------------------------------- broadcast

    /**
     * What is to be done next.
     *
     * @param from the place of the first
     * @param committed how many from the beginning are committed
     */
    record Propose(int epoch, int from, Vector<Txn> txns, int committed)
            implements CoordinationMessage {}

    /** The sender has that many for good, and is of the epoch. */
    record Acked(int epoch, int length) implements CoordinationMessage {}

    // ------------------------------------------------------------------------------------- timers

    /** The timer of who leads, or wants to. */
    record Beat() implements CoordinationMessage {}

    /** The timer of who has heard nothing from a leader. */
    record Lonely() implements CoordinationMessage {}

    // ------------------------------------------------------------------------------------- values

    /**
     * Something to be done.
     *
     * @param epoch in which it was proposed
     * @param counter its number within the epoch, from 1
     */
    record Txn(int epoch, int counter, Item item) {

        boolean isBehind(Txn other) {
            return epoch > other.epoch() || epoch == other.epoch() && counter > other.counter();
        }

        @Override
        public String toString() {
            return epoch + "." + counter + " " + item;
        }
    }

    /** What a client wants done: the index-th that it asks for. */
    record Item(String client, int index) {
        @Override
        public String toString() {
            return client + "#" + index;
        }
    }
}
