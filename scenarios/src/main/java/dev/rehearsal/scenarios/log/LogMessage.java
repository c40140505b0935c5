package dev.rehearsal.scenarios.log;

import io.vavr.collection.Vector;

/** What clients, brokers and the controller say to each other. */
sealed interface LogMessage {

    /** A client has a record for the log. */
    record Produce(Item item) implements LogMessage {}

    /** It stands at that offset, for good. */
    record Produced(Item item, int offset) implements LogMessage {}

    /** A client wants the records from an offset on. */
    record Consume(int from) implements LogMessage {}

    /** These they are. */
    record Consumed(int from, Vector<Item> items) implements LogMessage {}

    /**
     * A follower has everything below an offset, the last of it from that epoch, and wants more.
     */
    record Fetch(int epoch, int offset, int last) implements LogMessage {}

    /** The leader has these, and everything below the mark is committed. */
    record Fetched(int epoch, int offset, Vector<Entry> entries, int mark) implements LogMessage {}

    /** A follower that asked so has something else than the leader from {@code agreed} on. */
    record Parted(int epoch, int offset, int last, int agreed) implements LogMessage {}

    /** A broker is alive. */
    record Ping() implements LogMessage {}

    /** The controller says who leads. */
    record Leads(Reign reign) implements LogMessage {}

    /** The leader of that version wants to have these in sync. */
    record Alter(int version, Vector<String> inSync) implements LogMessage {}

    /** The timer of brokers and of the controller. */
    record Beat() implements LogMessage {}

    /**
     * Who leads, and who has everything that is committed.
     *
     * @param version growing from 1 with each change; 0 when it is not known yet
     * @param epoch growing from 1 with each leader
     */
    record Reign(int version, int epoch, String leader, Vector<String> inSync) {}

    /** A record in the log, and the epoch of the leader that put it there. */
    record Entry(int epoch, Item item) {
        @Override
        public String toString() {
            return item + "@" + epoch;
        }
    }

    /**
     * What a client gives to the log.
     *
     * @param index of its operations, growing
     */
    record Item(String client, int index) {
        @Override
        public String toString() {
            return client + "#" + index;
        }
    }
}
