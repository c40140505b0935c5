package dev.rehearsal.scenarios.chain;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/** What clients, servers and the master say to each other. */
sealed interface ChainMessage {

    /** A client wants this done; who may do it, does. */
    record Ask(Operation operation) implements ChainMessage {}

    /** It is done. */
    record Told(int index, Option<Integer> read) implements ChainMessage {}

    /**
     * A server is alive.
     *
     * @param sent when, by its own monotonic clock
     * @param complete the number of the chain of which it has everything, or 0
     */
    record Ping(Duration sent, int complete) implements ChainMessage {}

    /** The master says what the chain is, and lends a place in it from when it was asked. */
    record Stands(Chain chain, Duration sent) implements ChainMessage {}

    /** A write on its way down the chain of that number. */
    record Update(int chain, int version, Write write) implements ChainMessage {}

    /** Everything, for the server that joins that chain. */
    record Transfer(int chain, Contents contents) implements ChainMessage {}

    /** On its way up: the tail has that version. */
    record Ack(int chain, int version) implements ChainMessage {}

    /** A server with a write that is under way asks the tail for the version to read. */
    record Which(int chain, Operation operation) implements ChainMessage {}

    /** It is that one. */
    record Version(int chain, Operation operation, int version) implements ChainMessage {}

    /** The timer of servers and of the master. */
    record Beat() implements ChainMessage {}

    /**
     * Who stands where.
     *
     * @param number growing from 1; 0 when it is not known yet
     * @param members paths, from the head to the tail
     * @param joining the last of them while it may not have everything yet, else the empty string
     */
    record Chain(int number, Vector<String> members, String joining) {

        boolean isHead(String path) {
            return members.headOption().contains(path);
        }

        boolean isTail(String path) {
            return members.lastOption().contains(path);
        }

        Option<String> before(String path) {
            int at = members.indexOf(path);
            return Option.when(at > 0, () -> members.get(at - 1));
        }

        Option<String> after(String path) {
            int at = members.indexOf(path);
            return Option.when(at >= 0 && at < members.size() - 1, () -> members.get(at + 1));
        }
    }

    /**
     * What a client wants.
     *
     * @param client its path
     * @param index of its operations, growing
     * @param write the value to write; none for a read
     */
    record Operation(String client, int index, Option<Integer> write) {}

    /** What a client has written. */
    record Write(String client, int index, int value) {}

    /**
     * What a server has.
     *
     * @param versions the last that is known to be at the tail, and those behind it
     * @param sessions the last write of each client
     */
    record Contents(TreeMap<Integer, Write> versions, TreeMap<String, Integer> sessions) {

        static final Contents INITIAL =
                new Contents(TreeMap.of(0, new Write("", 0, 0)), TreeMap.empty());

        /** The last version that is known to be at the tail. */
        int clean() {
            return versions.head()._1;
        }

        int last() {
            return versions.last()._1;
        }

        /** The versions that are not known to be at the tail. */
        TreeMap<Integer, Write> dirty() {
            return versions.tail();
        }

        int value() {
            return versions.last()._2.value();
        }

        /** Whether that write, or a later one of its client, has been taken. */
        boolean has(Operation operation) {
            return sessions.get(operation.client()).exists(index -> index >= operation.index());
        }

        Contents with(int version, Write write) {
            return new Contents(
                    versions.put(version, write), sessions.put(write.client(), write.index()));
        }

        /** The tail has that version; those before it are needed no longer. */
        Contents committed(int version) {
            return new Contents(versions.filterKeys(key -> key >= version), sessions);
        }
    }
}
