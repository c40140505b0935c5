package dev.rehearsal.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A queue of things by time: the earliest first, and among those due at one instant the first that
 * was added.
 *
 * <p>Shape: eight levels of 256 slots; the level of an entry is that of the highest byte in which
 * its time differs from the present. When the present enters a slot of a higher level, the slot's
 * entries move down in their order. So an entry that was added earlier is always ahead of a later
 * one for the same instant, and the order is exactly that of a heap over (time, number).
 *
 * <p>Cost: constant per entry, plus one move for each level that it comes down.
 *
 * <p>Source: Varghese and Lauck, <i>Hashed and Hierarchical Timing Wheels</i>, SOSP 1987.
 */
final class TimerWheel {

    private static final int BITS = 8;
    private static final int SLOTS = 1 << BITS;
    private static final int MASK = SLOTS - 1;
    private static final int LEVELS = Long.SIZE / BITS;
    private static final int WORDS = SLOTS / Long.SIZE;

    private static final class Entry {
        @Nullable Object item;
        long due;
        @Nullable Entry next;
    }

    private final Entry[][] heads = new Entry[LEVELS][];
    private final Entry[][] tails = new Entry[LEVELS][];
    private final long[][] occupied = new long[LEVELS][WORDS];
    private @Nullable Entry free;
    private long now;
    private int size;

    int size() {
        return size;
    }

    /** The time of the entry that was polled last. */
    long now() {
        return now;
    }

    /**
     * Adds an item.
     *
     * @param due not before {@link #now}
     */
    void add(long due, Object item) {
        if (due < now) {
            throw new IllegalArgumentException(
                    "due must not be before now: due=" + due + " now=" + now);
        }
        Entry entry = free;
        if (entry == null) {
            entry = new Entry();
        } else {
            free = entry.next;
            entry.next = null;
        }
        entry.item = item;
        entry.due = due;
        size++;
        place(entry);
    }

    private void place(Entry entry) {
        long differing = entry.due ^ now;
        int level =
                differing == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(differing)) / BITS;
        int slot = (int) (entry.due >>> (level * BITS)) & MASK;
        Entry[] head = heads[level];
        if (head == null) {
            head = new Entry[SLOTS];
            heads[level] = head;
            tails[level] = new Entry[SLOTS];
        }
        Entry[] tail = tails[level];
        if (head[slot] == null) {
            head[slot] = entry;
            occupied[level][slot >>> 6] |= 1L << slot;
        } else {
            tail[slot].next = entry;
        }
        tail[slot] = entry;
    }

    /** Takes the first item and moves the present to its time; null when there is none. */
    @Nullable Object poll() {
        if (size == 0) {
            return null;
        }
        int level = 0;
        while (true) {
            int slot = nextOccupied(level, (int) (now >>> (level * BITS)) & MASK);
            if (slot < 0) {
                level++;
            } else if (level == 0) {
                return take(slot);
            } else {
                descend(level, slot);
                level = 0;
            }
        }
    }

    private int nextOccupied(int level, int from) {
        long[] bits = occupied[level];
        int word = from >>> 6;
        long rest = bits[word] & (-1L << from);
        while (rest == 0) {
            if (++word == WORDS) {
                return -1;
            }
            rest = bits[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }

    private Object take(int slot) {
        Entry entry = heads[0][slot];
        Entry next = entry.next;
        heads[0][slot] = next;
        if (next == null) {
            tails[0][slot] = null;
            occupied[0][slot >>> 6] &= ~(1L << slot);
        }
        now = entry.due;
        Object item = entry.item;
        entry.item = null;
        entry.next = free;
        free = entry;
        size--;
        if (item == null) {
            throw new IllegalStateException("an entry must have an item");
        }
        return item;
    }

    private void descend(int level, int slot) {
        Entry entry = heads[level][slot];
        heads[level][slot] = null;
        tails[level][slot] = null;
        occupied[level][slot >>> 6] &= ~(1L << slot);
        int shift = level * BITS;
        long above = shift + BITS == Long.SIZE ? 0 : now >>> (shift + BITS) << (shift + BITS);
        now = above | (long) slot << shift;
        while (entry != null) {
            Entry next = entry.next;
            entry.next = null;
            place(entry);
            entry = next;
        }
    }
}
