package dev.rehearsal.scenarios.shards;

import dev.rehearsal.scenarios.shards.ShardMessage.Entry;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

/**
 * What a journal comes to.
 *
 * @param sum of all values
 */
record Totals(TreeMap<String, Integer> values, int sum) {

    private static final Totals NONE = new Totals(TreeMap.empty(), 0);

    static Totals of(Vector<Entry> entries) {
        return entries.foldLeft(NONE, Totals::after);
    }

    /**
     * The totals after one more entry.
     *
     * @throws java.util.NoSuchElementException when it is no number
     */
    Totals after(Entry entry) {
        int value = entry.number().get();
        int before = values.getOrElse(entry.key(), 0);
        return new Totals(values.put(entry.key(), value), sum - before + value);
    }
}
