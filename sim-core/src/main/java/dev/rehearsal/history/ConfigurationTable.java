package dev.rehearsal.history;

import java.util.Arrays;

/**
 * The configurations that a search has already entered, with dominance.
 *
 * <p>A configuration is (position, state, placed known operations, placed unknown operations). It
 * is dominated by one with the same first three whose unknown operations are a subset: whoever has
 * used fewer optional operations can do whatever the other can. Flat arrays of longs, about 40
 * bytes for each configuration; mutable, for one search only.
 */
final class ConfigurationTable {
    private final int knownWords;
    private final int unknownWords;
    private final int stride;
    private final boolean dominance;

    private long[] entries;
    private int[] next;
    private int[] buckets;
    private int size;

    /** Without dominance every word has to be equal. */
    ConfigurationTable(int knownWords, int unknownWords, boolean dominance) {
        this.dominance = dominance;
        this.knownWords = knownWords;
        this.unknownWords = unknownWords;
        this.stride = 1 + knownWords + unknownWords;
        this.entries = new long[64 * stride];
        this.next = new int[64];
        this.buckets = new int[128];
        Arrays.fill(buckets, -1);
    }

    /** Adds the configuration unless an earlier one dominates it; says whether it was added. */
    boolean add(int position, int state, long[] mask) {
        long head = (long) position << 32 | state;
        int bucket = bucket(hash(head, mask, 0), buckets.length);
        for (int i = buckets[bucket]; i >= 0; i = next[i]) {
            if (dominates(i * stride, head, mask)) {
                return false;
            }
        }
        if (size == next.length) {
            grow();
            bucket = bucket(hash(head, mask, 0), buckets.length);
        }
        int at = size * stride;
        entries[at] = head;
        System.arraycopy(mask, 0, entries, at + 1, knownWords + unknownWords);
        next[size] = buckets[bucket];
        buckets[bucket] = size++;
        return true;
    }

    private boolean dominates(int at, long head, long[] mask) {
        if (entries[at] != head) {
            return false;
        }
        for (int w = 0; w < knownWords; w++) {
            if (entries[at + 1 + w] != mask[w]) {
                return false;
            }
        }
        for (int w = knownWords; w < knownWords + unknownWords; w++) {
            long fewer = entries[at + 1 + w];
            if (dominance ? (fewer & ~mask[w]) != 0 : fewer != mask[w]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        entries = Arrays.copyOf(entries, entries.length * 2);
        next = Arrays.copyOf(next, next.length * 2);
        buckets = new int[buckets.length * 2];
        Arrays.fill(buckets, -1);
        for (int i = 0; i < size; i++) {
            int bucket = bucket(hash(entries[i * stride], entries, i * stride + 1), buckets.length);
            next[i] = buckets[bucket];
            buckets[bucket] = i;
        }
    }

    private long hash(long head, long[] words, int from) {
        long hash = mix(head);
        for (int w = 0; w < knownWords; w++) {
            hash = mix(hash ^ words[from + w]);
        }
        return hash;
    }

    private static int bucket(long hash, int buckets) {
        return (int) (hash >>> 32) & buckets - 1;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0x9e3779b97f4a7c15L;
        return (mixed ^ mixed >>> 29) * 0xbf58476d1ce4e5b9L;
    }
}
