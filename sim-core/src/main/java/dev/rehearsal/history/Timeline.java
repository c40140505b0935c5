package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The operations of one part as the search walks them: return events in order, and what is open at
 * each.
 *
 * <p>Failed operations that tell nothing and unknown ones that only read are left out. A known
 * operation has the lowest slot that is free while it is open; an unknown one has a slot of its own
 * for ever.
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
     * Known operations open at return event k, by earliest return: {@code open[openFrom[k]] …
     * open[openFrom[k + 1]]}.
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

    Timeline(Model<?, I, O> model, List<Operation<I, O>> part) {
        operations = new ArrayList<>(part.size());
        outputs = new ArrayList<>(part.size());
        boolean[] observers = new boolean[part.size()];
        for (Operation<I, O> operation : part) {
            O output = operation.output();
            switch (operation.outcome()) {
                case OK -> {}
                case FAIL -> {
                    Optional<O> told = model.failed(operation.input());
                    if (told.isEmpty()) {
                        continue;
                    }
                    output = told.get();
                }
                case UNKNOWN -> {
                    if (model.reads(operation.input())) {
                        continue;
                    }
                }
            }
            observers[operations.size()] =
                    operation.outcome() != Outcome.UNKNOWN
                            && model.observes(operation.input(), output);
            operations.add(operation);
            outputs.add(output);
        }
        size = operations.size();
        observer = Arrays.copyOf(observers, size);
        known = new boolean[size];
        slot = new int[size];

        int returns = 0;
        int unknowns = 0;
        for (int i = 0; i < size; i++) {
            known[i] = operations.get(i).outcome() != Outcome.UNKNOWN;
            if (known[i]) {
                returns++;
            } else {
                unknowns++;
            }
        }
        returning = new int[returns];
        unknown = new int[unknowns];
        int r = 0;
        int u = 0;
        for (int i = 0; i < size; i++) {
            if (known[i]) {
                returning[r++] = i;
            } else {
                slot[i] = u;
                unknown[u++] = i;
            }
        }
        sortByReturn(returning);

        openFrom = new int[returns + 1];
        unknownBefore = new int[returns];
        int[] flat = new int[Math.max(16, 2 * size)];
        int filled = 0;
        int[] now = new int[16];
        int width = 0;
        int widestSoFar = 0;
        int slots = 0;
        long[] taken = new long[1];
        int invoked = 0;
        u = 0;
        for (int k = 0; k < returns; k++) {
            int at = operations.get(returning[k]).completedAt();
            while (invoked < size && operations.get(invoked).invokedAt() < at) {
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
                    int end = operations.get(invoked).completedAt();
                    while (j > 0 && operations.get(now[j - 1]).completedAt() > end) {
                        now[j] = now[j - 1];
                        j--;
                    }
                    now[j] = invoked;
                } else {
                    u++;
                }
                invoked++;
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

    private void sortByReturn(int[] indices) {
        long[] keyed = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            keyed[i] = (long) operations.get(indices[i]).completedAt() << 32 | indices[i];
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
