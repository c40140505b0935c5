package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * The operations of one part as the search walks them: return events in order, and what is open at
 * each.
 *
 * <p>A known operation has the lowest slot that is free while it is open; an unknown one has a slot
 * of its own for ever.
 */
final class Timeline<I, O> {
    /** The operations that take part, in order of invocation. */
    final List<Operation<I, O>> operations;

    /** What each returned; the result that a failure amounts to for a failed one. */
    final List<@Nullable O> outputs;

    final int size;
    final boolean[] known;
    final boolean[] observer;
    final int[] slot;

    /** The operation that returns at each return event. */
    final int[] returning;

    /**
     * Known operations open at return event k, by earliest return: from {@code open[openFrom[k]]}
     * to before {@code open[openFrom[k + 1]]}.
     */
    final int[] open;

    final int[] openFrom;

    /**
     * Unknown operations in order of invocation, and how many of them are invoked before return
     * event k.
     */
    final int[] unknown;

    final int[] unknownBefore;

    final int knownWords;
    final int unknownWords;
    final int widest;

    Timeline(Participants<I, O> participants) {
        operations = participants.operations;
        outputs = participants.outputs;
        known = participants.known;
        observer = participants.observer;
        size = operations.size();
        slot = new int[size];

        int returns = 0;
        int unknowns = 0;
        for (int i = 0; i < size; i++) {
            if (known[i]) {
                returns++;
            } else {
                unknowns++;
            }
        }
        returning = new int[returns];
        unknown = new int[unknowns];
        int[] from = participants.from;
        int[] to = participants.to;
        int[] byInvocation = new int[size];
        for (int i = 0; i < size; i++) {
            byInvocation[i] = i;
        }
        sort(byInvocation, from);
        int r = 0;
        int u = 0;
        for (int i : byInvocation) {
            if (known[i]) {
                returning[r++] = i;
            } else {
                slot[i] = u;
                unknown[u++] = i;
            }
        }
        sort(returning, to);

        openFrom = new int[returns + 1];
        unknownBefore = new int[returns];
        int[] flat = new int[Math.max(16, 2 * size)];
        int filled = 0;
        int[] now = new int[16];
        int width = 0;
        int widestSoFar = 0;
        int slots = 0;
        long[] taken = new long[1];
        int next = 0;
        u = 0;
        for (int k = 0; k < returns; k++) {
            int at = to[returning[k]];
            while (next < size && from[byInvocation[next]] < at) {
                int invoked = byInvocation[next];
                if (known[invoked]) {
                    int free = lowestFree(taken);
                    if (free == taken.length * 64) {
                        taken = Arrays.copyOf(taken, taken.length * 2);
                    }
                    taken[free >> 6] |= 1L << free;
                    slot[invoked] = free;
                    slots = Math.max(slots, free + 1);
                    if (width == now.length) {
                        now = Arrays.copyOf(now, width * 2);
                    }
                    int j = width++;
                    int end = to[invoked];
                    while (j > 0
                            && (to[now[j - 1]] > end
                                    || to[now[j - 1]] == end && now[j - 1] > invoked)) {
                        now[j] = now[j - 1];
                        j--;
                    }
                    now[j] = invoked;
                } else {
                    u++;
                }
                next++;
            }
            widestSoFar = Math.max(widestSoFar, width + u);
            unknownBefore[k] = u;
            openFrom[k] = filled;
            if (filled + width > flat.length) {
                flat = Arrays.copyOf(flat, Math.max(flat.length * 2, filled + width));
            }
            System.arraycopy(now, 0, flat, filled, width);
            filled += width;
            taken[slot[returning[k]] >> 6] &= ~(1L << slot[returning[k]]);
            System.arraycopy(now, 1, now, 0, --width);
        }
        openFrom[returns] = filled;
        open = Arrays.copyOf(flat, filled);
        knownWords = (slots + 63) / 64;
        unknownWords = (unknowns + 63) / 64;
        widest = widestSoFar;
    }

    /** Sorts the operations by these events, equal ones by their place. */
    private static void sort(int[] indices, int[] events) {
        long[] keyed = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            keyed[i] = (long) events[indices[i]] << 32 | indices[i];
        }
        Arrays.sort(keyed);
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) keyed[i];
        }
    }

    private static int lowestFree(long[] taken) {
        for (int w = 0; w < taken.length; w++) {
            if (taken[w] != -1L) {
                return w * 64 + Long.numberOfTrailingZeros(~taken[w]);
            }
        }
        return taken.length * 64;
    }
}
