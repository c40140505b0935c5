package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Depth-first search over configurations, shared by the two notions of consistency.
 *
 * <p>A configuration is (position, state, placed operations). {@link #settle} goes on as long as
 * there is nothing to decide, {@link #collect} offers what can come next, {@link #mark} places one.
 * Mutable, for one run. Deterministic: candidates come in an order fixed by the history.
 *
 * <h2>Why the shortcuts are sound</h2>
 *
 * <ul>
 *   <li><b>Observers at once.</b> A legal operation that never changes the state can be moved to
 *       the earliest point at which it is legal without disturbing anything else.
 *   <li><b>Known before unknown.</b> An unknown operation is not tried where a known one with the
 *       same input leads to the same state: the unknown one can stand in later wherever the known
 *       one would have to. Of two equal unknown ones the earlier goes first.
 *   <li><b>Dominance.</b> An unknown operation may be left out, so what is reachable with more of
 *       them left includes what is reachable with fewer. One that does not change the state is not
 *       tried.
 *   <li><b>Forced moves.</b> Where only one candidate exists nothing is remembered and nothing
 *       counted.
 * </ul>
 */
abstract class Search<S, I, O> {

    /** How a search ended. */
    enum End {
        FOUND,
        EXHAUSTED,
        BUDGET
    }

    private static final int INITIAL_FRAMES = 64;
    private static final int FRAME = 5;

    final Steps<S, I, O> steps;
    final boolean[] known;
    final int[] kind;

    /** The configuration at hand. */
    int position;

    int state;
    final long[] mask;

    final boolean observersAtOnce;
    private final boolean equalsOrdered;
    private final boolean forcedMoves;
    private final int[] input;
    private final ConfigurationTable visited;
    private final long budget;

    /** The operations placed so far, in order. */
    private final int[] trail;

    private int trailLength;

    /**
     * The stack: per frame position, state, length of the trail, range of candidates; and its mask.
     */
    private int[] frames = new int[INITIAL_FRAMES * FRAME];

    private long[] frameMasks;
    private int depth;

    /** Candidates of all frames on the stack: operation, state after it. */
    private int[] candidates = new int[256];

    private int candidatesFrom;
    private int candidateCount;

    private int longestAt = -1;
    private int[] longest = new int[0];
    private long configurations;

    Search(
            List<Operation<I, O>> operations,
            List<@Nullable O> outputs,
            boolean[] known,
            Steps<S, I, O> steps,
            int knownWords,
            int unknownWords,
            Set<Rules> rules,
            long budget) {
        this.steps = steps;
        this.known = known;
        this.budget = budget;
        this.observersAtOnce = rules.contains(Rules.OBSERVERS_AT_ONCE);
        this.equalsOrdered = rules.contains(Rules.EQUALS_ORDERED);
        this.forcedMoves = rules.contains(Rules.FORCED_MOVES);
        this.visited =
                new ConfigurationTable(knownWords, unknownWords, rules.contains(Rules.DOMINANCE));
        this.mask = new long[knownWords + unknownWords];
        this.frameMasks = new long[INITIAL_FRAMES * mask.length];
        this.trail = new int[operations.size()];
        this.kind = new int[operations.size()];
        this.input = new int[operations.size()];
        for (int i = 0; i < kind.length; i++) {
            I call = operations.get(i).input();
            kind[i] = steps.kind(known[i], call, outputs.get(i));
            input[i] = steps.input(call);
        }
    }

    /**
     * Goes on while there is nothing to decide; says whether everything that must be placed is
     * placed.
     */
    abstract boolean settle();

    /** Offers every operation that may come next. */
    abstract void collect();

    /** Takes note in the mask that the operation is placed. */
    abstract void mark(int op);

    /** Whether at most one operation is open, so that there is nothing to search. */
    abstract boolean isAlone();

    /** How far the configuration at hand has come. */
    abstract int progress();

    final long configurations() {
        return configurations;
    }

    /** After FOUND the operations of the order; else a longest one that led furthest. */
    final int[] order() {
        return longest;
    }

    final End run() {
        position = 0;
        state = steps.initial();
        while (true) {
            if (settle()) {
                longest = Arrays.copyOf(trail, trailLength);
                return End.FOUND;
            }
            candidatesFrom = candidateCount;
            collect();
            int found = (candidateCount - candidatesFrom) / 2;
            if (found == 1 && forcedMoves && (budget > 0 || isAlone())) {
                candidateCount = candidatesFrom;
                place(candidates[candidatesFrom], candidates[candidatesFrom + 1]);
                continue;
            }
            if (found > 0 && visited.add(position, state, mask)) {
                if (configurations >= budget) {
                    remember();
                    return End.BUDGET;
                }
                configurations++;
                push();
            } else {
                candidateCount = candidatesFrom;
                if (found == 0) {
                    remember();
                }
            }
            if (!backtrack()) {
                return End.EXHAUSTED;
            }
        }
    }

    /** Takes the next candidate of the top frame, dropping frames that have none left. */
    private boolean backtrack() {
        while (depth > 0) {
            int f = (depth - 1) * FRAME;
            int cursor = frames[f + 3];
            if (cursor < candidateCount) {
                position = frames[f];
                state = frames[f + 1];
                trailLength = frames[f + 2];
                System.arraycopy(frameMasks, (depth - 1) * mask.length, mask, 0, mask.length);
                frames[f + 3] = cursor + 2;
                place(candidates[cursor], candidates[cursor + 1]);
                return true;
            }
            candidateCount = frames[f + 4];
            depth--;
        }
        return false;
    }

    private void push() {
        if (depth * FRAME == frames.length) {
            frames = Arrays.copyOf(frames, frames.length * 2);
            frameMasks = Arrays.copyOf(frameMasks, frameMasks.length * 2);
        }
        int f = depth * FRAME;
        frames[f] = position;
        frames[f + 1] = state;
        frames[f + 2] = trailLength;
        frames[f + 3] = candidatesFrom;
        frames[f + 4] = candidatesFrom;
        System.arraycopy(mask, 0, frameMasks, depth * mask.length, mask.length);
        depth++;
    }

    private void remember() {
        int progress = progress();
        if (progress > longestAt || progress == longestAt && trailLength > longest.length) {
            longestAt = progress;
            longest = Arrays.copyOf(trail, trailLength);
        }
    }

    /** Places an observer if it is legal in the state at hand; says whether it was. */
    final boolean observe(int op) {
        if (steps.next(state, kind[op]) == Steps.ILLEGAL) {
            return false;
        }
        mark(op);
        trail[trailLength++] = op;
        return true;
    }

    /**
     * Makes the operation a candidate if it is legal and no earlier candidate makes it needless.
     */
    final void offer(int op) {
        int next = steps.next(state, kind[op]);
        if (next == Steps.ILLEGAL) {
            return;
        }
        if (next >= 0) {
            offer(op, next);
            return;
        }
        for (int each : steps.several(next)) {
            offer(op, each);
        }
    }

    private void offer(int op, int next) {
        if (!known[op] && next == state) {
            return;
        }
        for (int c = candidatesFrom; c < candidateCount && equalsOrdered; c += 2) {
            int earlier = candidates[c];
            if (candidates[c + 1] == next
                    && (known[op]
                            ? kind[earlier] == kind[op] && equalsAreOrdered()
                            : input[earlier] == input[op])) {
                return;
            }
        }
        if (candidateCount + 2 > candidates.length) {
            candidates = Arrays.copyOf(candidates, candidates.length * 2);
        }
        candidates[candidateCount++] = op;
        candidates[candidateCount++] = next;
    }

    /** Whether of two known candidates of one kind the first may always go first. */
    abstract boolean equalsAreOrdered();

    private void place(int op, int next) {
        mark(op);
        trail[trailLength++] = op;
        state = next;
    }
}
