package dev.rehearsal.history;

import java.util.Arrays;

/**
 * Depth-first search for a linearization of one part.
 *
 * <p>A configuration is (next return event, placed open operations, state). Operations are placed
 * just in time: only when a return event forces it. Deterministic: the order of candidates is fixed
 * by the history.
 *
 * <p>Source: Wing and Gong 1993; Lowe, "Testing for linearizability", 2017 (just-in-time, cached
 * configurations).
 *
 * <h2>Why the shortcuts are sound</h2>
 *
 * <ul>
 *   <li><b>Observers at once.</b> A legal operation that never changes the state can be moved to
 *       the earliest point at which it is legal without disturbing anything else.
 *   <li><b>Fixed order among equals.</b> Of two open operations of one kind the one with the nearer
 *       deadline goes first: exchanging them in any order that does otherwise is legal.
 *   <li><b>Known before unknown.</b> An unknown operation is not tried where an open known one with
 *       the same input leads to the same state: the unknown one can stand in later wherever the
 *       known one would have to.
 *   <li><b>Dominance.</b> An unknown operation may be left out, so what is reachable with more of
 *       them left includes what is reachable with fewer. One that does not change the state is not
 *       tried.
 *   <li><b>Forced moves.</b> Where only one candidate exists nothing is remembered and nothing
 *       counted.
 * </ul>
 */
final class LinearSearch<S, I, O> {

    /** How a search ended. */
    enum End {
        FOUND,
        EXHAUSTED,
        BUDGET
    }

    private static final int INITIAL_FRAMES = 64;
    private static final int DETERMINED_MAX = 20_000;

    private final Timeline<I, O> line;
    private final Steps<S, I, O> steps;
    private final int[] kind;
    private final int[] input;
    private final ConfigurationTable visited;
    private final long budget;
    private final int words;

    /** The configuration at hand. */
    private int position;

    private int state;
    private final long[] mask;

    /** The operations placed so far, in order. */
    private int[] trail;

    private int trailLength;

    /** The stack: per frame position, state, length of the trail, range of candidates, mask. */
    private int[] frames = new int[INITIAL_FRAMES * 5];

    private long[] frameMasks;
    private int depth;

    /** Candidates of all frames on the stack: operation, state after it. */
    private int[] candidates = new int[256];

    private int candidateCount;

    private int furthest = -1;
    private int longestAt = -1;
    private int[] longest = new int[0];
    private long configurations;

    LinearSearch(Timeline<I, O> line, Steps<S, I, O> steps, long budget) {
        this.line = line;
        this.steps = steps;
        this.budget = budget;
        this.words = line.knownWords + line.unknownWords;
        this.visited = new ConfigurationTable(line.knownWords, line.unknownWords);
        this.mask = new long[words];
        this.trail = new int[line.size];
        this.frameMasks = new long[INITIAL_FRAMES * words];
        this.kind = new int[line.size];
        this.input = new int[line.size];
        for (int i = 0; i < line.size; i++) {
            I call = line.operations.get(i).input();
            kind[i] = steps.kind(line.known[i], call, line.outputs.get(i));
            input[i] = steps.input(call);
        }
    }

    long configurations() {
        return configurations;
    }

    /** The return event that no order passed, as an index of {@link Timeline#returning}. */
    int furthest() {
        return furthest;
    }

    /** After FOUND the operations of the order; else a longest one up to {@link #furthest}. */
    int[] order() {
        return longest;
    }

    End run() {
        position = 0;
        state = steps.initial();
        while (true) {
            // Walk on as long as there is no choice.
            int from = candidateCount;
            normalise();
            furthest = Math.max(furthest, Math.min(position, line.returning.length - 1));
            if (position == line.returning.length) {
                longest = Arrays.copyOf(trail, trailLength);
                return End.FOUND;
            }
            collect();
            int found = (candidateCount - from) / 2;
            if (found == 1) {
                candidateCount = from;
                place(candidates[from], candidates[from + 1]);
                continue;
            }
            if (found > 1 && visited.add(position, state, mask)) {
                if (++configurations > budget) {
                    configurations = budget;
                    return End.BUDGET;
                }
                push(from);
            } else {
                candidateCount = from;
                if (found == 0) {
                    deadEnd();
                }
            }
            if (!advance()) {
                return End.EXHAUSTED;
            }
        }
    }

    /**
     * Whether no operation open at the furthest event, and answered later, could have had another
     * effect in any state that was seen. Then the history cut off at that event is illegal as well.
     */
    boolean futureIsDetermined() {
        int states = steps.states();
        int first = line.openFrom[furthest];
        int last = line.openFrom[furthest + 1];
        if ((long) states * (last - first) > DETERMINED_MAX) {
            return false;
        }
        for (int i = first; i < last; i++) {
            int op = line.open[i];
            if (op != line.returning[furthest] && !determined(op, states)) {
                return false;
            }
        }
        return true;
    }

    private boolean determined(int op, int states) {
        int unknown = steps.kind(false, line.operations.get(op).input(), null);
        for (int s = 0; s < states; s++) {
            int may = steps.next(s, unknown);
            int does = steps.next(s, kind[op]);
            if (may != Steps.ILLEGAL && may != s && may != does) {
                return false;
            }
        }
        return true;
    }

    /** Takes the next candidate of the top frame, dropping frames that have none left. */
    private boolean advance() {
        while (depth > 0) {
            int f = (depth - 1) * 5;
            int cursor = frames[f + 3];
            if (cursor < candidateCount) {
                position = frames[f];
                state = frames[f + 1];
                trailLength = frames[f + 2];
                System.arraycopy(frameMasks, (depth - 1) * words, mask, 0, words);
                frames[f + 3] = cursor + 2;
                place(candidates[cursor], candidates[cursor + 1]);
                return true;
            }
            candidateCount = frames[f + 4];
            depth--;
        }
        return false;
    }

    private void push(int from) {
        if (depth * 5 == frames.length) {
            frames = Arrays.copyOf(frames, frames.length * 2);
            frameMasks = Arrays.copyOf(frameMasks, frameMasks.length * 2);
        }
        int f = depth * 5;
        frames[f] = position;
        frames[f + 1] = state;
        frames[f + 2] = trailLength;
        frames[f + 3] = from;
        frames[f + 4] = from;
        System.arraycopy(mask, 0, frameMasks, depth * words, words);
        depth++;
    }

    private void deadEnd() {
        if (position > longestAt || position == longestAt && trailLength > longest.length) {
            longestAt = position;
            longest = Arrays.copyOf(trail, trailLength);
        }
    }

    /** Passes return events whose operation is placed, and places every observer that is legal. */
    private void normalise() {
        while (position < line.returning.length) {
            int returns = line.returning[position];
            if (isPlaced(returns)) {
                unmark(returns);
                position++;
                continue;
            }
            for (int i = line.openFrom[position]; i < line.openFrom[position + 1]; i++) {
                int op = line.open[i];
                if (line.observer[op]
                        && !isPlaced(op)
                        && steps.next(state, kind[op]) != Steps.ILLEGAL) {
                    mark(op);
                    trail[trailLength++] = op;
                }
            }
            if (!isPlaced(returns)) {
                return;
            }
        }
    }

    private void collect() {
        int from = candidateCount;
        int first = line.openFrom[position];
        int last = line.openFrom[position + 1];
        for (int i = first; i < last; i++) {
            int op = line.open[i];
            if (!line.observer[op] && !isPlaced(op)) {
                offer(from, op);
            }
        }
        for (int u = 0; u < line.unknownBefore[position]; u++) {
            int op = line.unknown[u];
            if (!isPlaced(op)) {
                offer(from, op);
            }
        }
    }

    private void offer(int from, int op) {
        int next = steps.next(state, kind[op]);
        if (next == Steps.ILLEGAL) {
            return;
        }
        if (next >= 0) {
            offer(from, op, next);
            return;
        }
        for (int each : steps.several(next)) {
            offer(from, op, each);
        }
    }

    private void offer(int from, int op, int next) {
        if (!line.known[op] && next == state) {
            return;
        }
        for (int c = from; c < candidateCount; c += 2) {
            int earlier = candidates[c];
            if (candidates[c + 1] == next
                    && (kind[earlier] == kind[op]
                            || !line.known[op] && input[earlier] == input[op])) {
                return;
            }
        }
        if (candidateCount + 2 > candidates.length) {
            candidates = Arrays.copyOf(candidates, candidates.length * 2);
        }
        candidates[candidateCount++] = op;
        candidates[candidateCount++] = next;
    }

    private void place(int op, int next) {
        mark(op);
        trail[trailLength++] = op;
        state = next;
    }

    private boolean isPlaced(int op) {
        return (mask[word(op)] & 1L << line.slot[op]) != 0;
    }

    private void mark(int op) {
        mask[word(op)] |= 1L << line.slot[op];
    }

    private void unmark(int op) {
        mask[word(op)] &= ~(1L << line.slot[op]);
    }

    private int word(int op) {
        int word = line.slot[op] >> 6;
        return line.known[op] ? word : line.knownWords + word;
    }
}
