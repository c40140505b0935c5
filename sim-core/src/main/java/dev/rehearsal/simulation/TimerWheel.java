package dev.rehearsal.simulation;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A queue of things by time: the earliest first, and among those due at one instant the first that
 * was added.
 *
 * <p>Shape: eleven levels of 64 slots; the level of an entry is that of the highest six bits in
 * which its time differs from the present. When the first entry is of a higher level, the present
 * moves to its time and the other entries of its slot move down in their order. So an entry that
 * was added earlier is always ahead of a later one for the same instant, and the order is exactly
 * that of a heap over (time, number).
 *
 * <p>Cost: constant per entry, plus one move for each level that it comes down; an entry that is
 * alone in its slot does not come down, but is taken where it stands.
 *
 * <p>Source: Varghese and Lauck, <i>Hashed and Hierarchical Timing Wheels</i>, SOSP 1987.
 */
final class TimerWheel implements Schedule {

    /*
     * Entries are numbers into three parallel arrays, so that queueing allocates nothing and the
     * garbage collector sees one array instead of a chain of objects. Those of a slot form a ring
     * that is known by its last entry, whose next is the first.
     *
     * Nothing that waits is in the past. Hence all entries of a level are ahead of the present, all
     * entries of a lower level are before those of a higher one, and the lowest bit of the lowest
     * level that is occupied is the slot of the first entry.
     */
    private static final int BITS = 6;
    private static final int SLOTS = 1 << BITS;
    private static final int MASK = SLOTS - 1;
    private static final int LEVELS = (Long.SIZE + BITS - 1) / BITS;
    private static final int NONE = -1;

    private long[] dues = new long[SLOTS];
    private @Nullable Object[] items = new Object[SLOTS];
    private int[] nexts = new int[SLOTS];
    private int used;
    private int free = NONE;

    private final int[] lasts = new int[LEVELS * SLOTS];
    private final long[] slotsOccupied = new long[LEVELS];
    private int levelsOccupied;
    private long now;
    private int size;

    @Override
    public int size() {
        return size;
    }

    /** The time of the entry that was polled last. */
    @Override
    public long now() {
        return now;
    }

    /**
     * Adds an item.
     *
     * @param due not before {@link #now}
     */
    @Override
    public void add(long due, Object item) {
        if (due < now) {
            throw new IllegalArgumentException(
                    "due must not be before now: due=" + due + " now=" + now);
        }
        int entry = free;
        if (entry == NONE) {
            entry = used++;
            if (entry == dues.length) {
                dues = Arrays.copyOf(dues, 2 * entry);
                items = Arrays.copyOf(items, 2 * entry);
                nexts = Arrays.copyOf(nexts, 2 * entry);
            }
        } else {
            free = nexts[entry];
        }
        dues[entry] = due;
        items[entry] = item;
        size++;
        place(entry, due);
    }

    private void place(int entry, long due) {
        long differing = due ^ now;
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(differing | 1)) / BITS;
        int slot = (int) (due >>> level * BITS) & MASK;
        int ring = level << BITS | slot;
        long bit = 1L << slot;
        if ((slotsOccupied[level] & bit) == 0) {
            slotsOccupied[level] |= bit;
            levelsOccupied |= 1 << level;
            nexts[entry] = entry;
        } else {
            int last = lasts[ring];
            nexts[entry] = nexts[last];
            nexts[last] = entry;
        }
        lasts[ring] = entry;
    }

    /** Takes the first item and moves the present to its time; null when there is none. */
    @Nullable Object poll() {
        return poll(Long.MAX_VALUE);
    }

    /** The same for items due up to {@code limit}: when there is none, nothing moves. */
    @Override
    public @Nullable Object poll(long limit) {
        if (size == 0) {
            return null;
        }
        int level = Integer.numberOfTrailingZeros(levelsOccupied);
        int slot = Long.numberOfTrailingZeros(slotsOccupied[level]);
        int last = lasts[level << BITS | slot];
        int first = nexts[last];
        if (dues[first] > limit && (level == 0 || due(first) > limit)) {
            return null;
        }
        if (first == last) {
            vacate(level, slot);
        } else if (level == 0) {
            nexts[last] = nexts[first];
        } else {
            vacate(level, slot);
            first = spread(first);
        }
        return take(first);
    }

    /** Does something with each item that waits, in no particular order. */
    @Override
    public void forEach(Consumer<Object> action) {
        for (int entry = 0; entry < used; entry++) {
            Object item = items[entry];
            if (item != null) {
                action.accept(item);
            }
        }
    }

    private void vacate(int level, int slot) {
        long rest = slotsOccupied[level] & ~(1L << slot);
        slotsOccupied[level] = rest;
        if (rest == 0) {
            levelsOccupied &= ~(1 << level);
        }
    }

    /** The time of the earliest of a ring of entries. */
    private long due(int head) {
        long due = dues[head];
        for (int entry = nexts[head]; entry != head; entry = nexts[entry]) {
            due = Math.min(due, dues[entry]);
        }
        return due;
    }

    /**
     * Moves the present to the earliest of a ring of entries, and all others to where they belong
     * then.
     */
    private int spread(int head) {
        int earliest = head;
        for (int entry = nexts[head]; entry != head; entry = nexts[entry]) {
            if (dues[entry] < dues[earliest]) {
                earliest = entry;
            }
        }
        now = dues[earliest];
        int entry = head;
        do {
            int next = nexts[entry];
            if (entry != earliest) {
                place(entry, dues[entry]);
            }
            entry = next;
        } while (entry != head);
        return earliest;
    }

    private Object take(int entry) {
        now = dues[entry];
        Object item = items[entry];
        if (item == null) {
            throw new IllegalStateException("an entry must have an item");
        }
        items[entry] = null;
        nexts[entry] = free;
        free = entry;
        size--;
        return item;
    }
}
