package dev.rehearsal.scenarios.shards;

import io.vavr.control.Option;

/** What clients, shards and the one who adds up say to each other. */
sealed interface ShardMessage {

    /** A client wants this text to be the value of a key. */
    record Put(Entry entry) implements ShardMessage {}

    /** It is. */
    record Stored(int index) implements ShardMessage {}

    /** It is no number, and never will be. */
    record Refused(int index) implements ShardMessage {}

    /** A client wants the value of a key. */
    record Get(int index, String key) implements ShardMessage {}

    /** It is this, or there is none. */
    record Found(int index, Option<Integer> value) implements ShardMessage {}

    /** What the first so many entries of a shard's journal come to. */
    record Report(int count, int sum) implements ShardMessage {}

    /** The timer of the shards. */
    record Tick() implements ShardMessage {}

    /**
     * A write.
     *
     * @param client its path
     * @param index of its operations, growing
     * @param text the value, if it is a number
     */
    record Entry(String client, int index, String key, String text) {

        /** The number that the text is; none for anything else. */
        Option<Integer> number() {
            return Option.when(text.matches("[0-9]{1,6}"), () -> Integer.valueOf(text));
        }
    }
}
