package dev.rehearsal.check;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * States that wait to be expanded, each with its fingerprint and the number of steps to it: taken
 * from the front or from the back.
 *
 * <p>Mutable arrays in segments, so that what was taken is free at once and nothing is copied as it
 * grows.
 */
final class Frontier<S> {

    private static final int SEGMENT = 4096;

    private static final class Segment {
        final Object[] states = new Object[SEGMENT];
        final long[] keys = new long[SEGMENT];
        final int[] depths = new int[SEGMENT];
        int from;
        int to;
    }

    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private long size;

    boolean isEmpty() {
        return size == 0;
    }

    long size() {
        return size;
    }

    void add(S state, long key, int depth) {
        Segment last = segments.peekLast();
        if (last == null || last.to == SEGMENT) {
            last = new Segment();
            segments.addLast(last);
        }
        last.states[last.to] = state;
        last.keys[last.to] = key;
        last.depths[last.to++] = depth;
        size++;
    }

    /** Some states that were taken out, in order. */
    static final class Batch<S> {
        private final Object[] states;
        private final long[] keys;
        private final int[] depths;
        private int size;

        Batch(int capacity) {
            states = new Object[capacity];
            keys = new long[capacity];
            depths = new int[capacity];
        }

        int size() {
            return size;
        }

        @SuppressWarnings("unchecked")
        S state(int index) {
            return (S) states[index];
        }

        long key(int index) {
            return keys[index];
        }

        int depth(int index) {
            return depths[index];
        }
    }

    /** Takes the oldest states out, as many as the batch holds. */
    void first(Batch<S> batch) {
        batch.size = 0;
        while (batch.size < batch.states.length && size > 0) {
            Segment segment = segments.getFirst();
            int n = Math.min(batch.states.length - batch.size, segment.to - segment.from);
            System.arraycopy(segment.states, segment.from, batch.states, batch.size, n);
            System.arraycopy(segment.keys, segment.from, batch.keys, batch.size, n);
            System.arraycopy(segment.depths, segment.from, batch.depths, batch.size, n);
            Arrays.fill(segment.states, segment.from, segment.from + n, null);
            segment.from += n;
            batch.size += n;
            size -= n;
            if (segment.from == segment.to) {
                segments.removeFirst();
            }
        }
        Arrays.fill(batch.states, batch.size, batch.states.length, null);
    }

    /** Takes the newest states out, the newest first, as many as the batch holds. */
    void last(Batch<S> batch) {
        batch.size = 0;
        while (batch.size < batch.states.length && size > 0) {
            Segment segment = segments.getLast();
            int at = --segment.to;
            batch.states[batch.size] = segment.states[at];
            batch.keys[batch.size] = segment.keys[at];
            batch.depths[batch.size++] = segment.depths[at];
            segment.states[at] = null;
            size--;
            if (segment.from == segment.to) {
                segments.removeLast();
            }
        }
        Arrays.fill(batch.states, batch.size, batch.states.length, null);
    }
}
