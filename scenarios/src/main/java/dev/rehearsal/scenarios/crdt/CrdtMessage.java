package dev.rehearsal.scenarios.crdt;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What clients and replicas say to each other. */
sealed interface CrdtMessage {

    /** A client wants a change made; the network may deliver it again. */
    record Ask(String id, Change change) implements CrdtMessage {}

    /** It is made, for good, as this update. */
    record Made(Update update) implements CrdtMessage {}

    /** Replication by operations: I have that many updates of each replica. */
    record Have(TreeMap<Integer, Integer> seen) implements CrdtMessage {}

    /** Replication by operations: some updates, those of one replica in order. */
    record Updates(Vector<Update> updates) implements CrdtMessage {}

    /** Replication by states: all that I have. */
    record Whole(Contents contents) implements CrdtMessage {}

    /** The timer of replication. */
    record Gossip() implements CrdtMessage {}

    /** The timer that forgets what was removed. */
    record Collect() implements CrdtMessage {}

    /** What a client can want. */
    sealed interface Change {

        record Increment(int amount) implements Change {
            @Override
            public String toString() {
                return "count " + amount;
            }
        }

        record Add(String element) implements Change {
            @Override
            public String toString() {
                return "add " + element;
            }
        }

        record Remove(String element) implements Change {
            @Override
            public String toString() {
                return "remove " + element;
            }
        }

        record Put(String key, String value) implements Change {
            @Override
            public String toString() {
                return key + " = " + value;
            }
        }
    }

    /**
     * The name of an update.
     *
     * @param replica where it was made
     * @param number of the updates made there, from 1
     */
    record Dot(int replica, int number) implements Comparable<Dot> {
        @Override
        public int compareTo(Dot that) {
            return replica == that.replica
                    ? Integer.compare(number, that.number)
                    : Integer.compare(replica, that.replica);
        }

        @Override
        public String toString() {
            return "r" + (replica + 1) + "#" + number;
        }
    }

    /**
     * A change as it was made at a replica, and is then made at all others.
     *
     * @param id the client's name of it
     */
    record Update(Dot dot, String id, Effect effect) {}

    /** What an update does. */
    sealed interface Effect {

        record Counted(int amount) implements Effect {}

        record Added(String element) implements Effect {}

        /**
         * An element is taken away.
         *
         * @param dots the updates that had added it as far as was known; any other one stays
         */
        record Removed(String element, TreeSet<Dot> dots) implements Effect {}

        /**
         * A key has got a value.
         *
         * @param replaced the update that had written it before, as far as was known
         */
        record Written(String key, Entry entry, Option<Dot> replaced) implements Effect {}
    }

    /**
     * A value of the map.
     *
     * @param stamp the later one wins; of equal ones the greater dot
     */
    record Entry(String value, long stamp, Dot dot) {
        Entry orLater(Entry that) {
            int order = Long.compare(stamp, that.stamp);
            return order > 0 || order == 0 && dot.compareTo(that.dot) > 0 ? this : that;
        }
    }
}
