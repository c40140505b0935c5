package dev.rehearsal.campaign;

import java.util.TreeMap;

/** The seeds of a subject that are still to be run in this session, the lowest first. */
final class Seeds {

    private final long first;
    private final long stride;
    private final TreeMap<Long, Long> free;
    private long left;

    /** How long those that are under way will probably take. */
    long estimatedNanos;

    /**
     * Seeds.
     *
     * @param free from the offset of a range to that after its last
     */
    Seeds(long first, long stride, TreeMap<Long, Long> free) {
        this.first = first;
        this.stride = stride;
        this.free = free;
        free.forEach((from, to) -> left += to - from);
    }

    boolean isEmpty() {
        return free.isEmpty();
    }

    long left() {
        return left;
    }

    /** At most that many of them. */
    Task.Run take(int subject, int most) {
        var lowest = free.pollFirstEntry();
        long from = lowest.getKey();
        int count = (int) Math.min(most, lowest.getValue() - from);
        if (from + count < lowest.getValue()) {
            free.put(from + count, lowest.getValue());
        }
        left -= count;
        return new Task.Run(subject, first + from * stride, stride, count, false);
    }

    /** Those were not run. */
    void put(Task.Run run) {
        long from = Long.divideUnsigned(run.first() - first, stride);
        long to = from + run.count();
        left += run.count();
        Long next = free.remove(to);
        free.put(from, next == null ? to : next);
    }
}
