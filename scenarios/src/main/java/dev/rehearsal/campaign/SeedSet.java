package dev.rehearsal.campaign;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The seeds of one subject that are done, as ranges.
 *
 * <p>Shape: mutable. A shard of {@code n} takes every {@code n}-th seed, so a range is one of every
 * {@code n}-th seed with one remainder; seeds are unsigned. A campaign of any length is a handful
 * of ranges.
 */
final class SeedSet {

    /** How an addition met what was there. */
    enum Meeting {
        /** None of the seeds was there. */
        NEW,
        /** All of them were there. */
        KNOWN,
        /** Some of them were there. */
        OVERLAPS
    }

    private record Lane(long stride, long remainder) {

        static Lane of(long seed, long stride) {
            return new Lane(stride, Long.remainderUnsigned(seed, stride));
        }

        long seed(long index) {
            return index * stride + remainder;
        }
    }

    /** From the first index of a range to the one after its last. */
    private final Map<Lane, TreeMap<Long, Long>> lanes = new HashMap<>();

    private long size;

    long size() {
        return size;
    }

    /**
     * Adds {@code count} seeds, every {@code stride}-th; all of them, or none if some are there.
     */
    Meeting add(long first, long stride, long count) {
        Lane lane = Lane.of(first, stride);
        long from = Long.divideUnsigned(first, stride);
        long to = from + count;
        TreeMap<Long, Long> ranges = lanes.computeIfAbsent(lane, _ -> new TreeMap<>());
        var before = ranges.floorEntry(from);
        if (before != null && before.getValue() >= to) {
            return Meeting.KNOWN;
        }
        var after = ranges.ceilingEntry(from);
        if (before != null && before.getValue() > from
                || after != null && after.getKey() < to
                || crosses(lane, from, to)) {
            return Meeting.OVERLAPS;
        }
        long start = from;
        long end = to;
        if (before != null && before.getValue() == from) {
            start = before.getKey();
        }
        if (after != null && after.getKey() == to) {
            end = after.getValue();
            ranges.remove(after.getKey());
        }
        ranges.put(start, end);
        size += count;
        return Meeting.NEW;
    }

    /** Whether a range shares a seed with one of another stride. */
    private boolean crosses(Lane lane, long from, long to) {
        for (var other : lanes.entrySet()) {
            if (!other.getKey().equals(lane)) {
                for (var range : other.getValue().entrySet()) {
                    if (meet(lane, from, to, other.getKey(), range.getKey(), range.getValue())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean meet(Lane a, long aFrom, long aTo, Lane b, long bFrom, long bTo) {
        if (a.stride == b.stride || (a.remainder - b.remainder) % gcd(a.stride, b.stride) != 0) {
            return false;
        }
        long period = b.stride / gcd(a.stride, b.stride);
        long low = Math.max(aFrom, Math.ceilDiv(b.seed(bFrom) - a.remainder, a.stride));
        for (long index = low; index < aTo && index < low + period; index++) {
            long seed = a.seed(index);
            if (seed > b.seed(bTo - 1)) {
                return false;
            }
            if (Lane.of(seed, b.stride).equals(b)) {
                return true;
            }
        }
        return false;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The ranges among {@code count} seeds from {@code first} that are not there, by offset. */
    TreeMap<Long, Long> missing(long first, long stride, long count) {
        long begin = Long.divideUnsigned(first, stride);
        TreeMap<Long, Long> free = new TreeMap<>();
        long at = begin;
        var ranges =
                Objects.requireNonNullElseGet(
                        lanes.get(Lane.of(first, stride)), TreeMap<Long, Long>::new);
        for (var range : ranges.entrySet()) {
            if (range.getKey() > at && at < begin + count) {
                free.put(at - begin, Math.min(range.getKey(), begin + count) - begin);
            }
            at = Math.max(at, range.getValue());
        }
        if (at < begin + count) {
            free.put(at - begin, count);
        }
        return free;
    }
}
