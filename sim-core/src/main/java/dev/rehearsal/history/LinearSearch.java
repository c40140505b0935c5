package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Search for a linearization of one part: a configuration is (next return event, placed open
 * operations, state).
 *
 * <p>Operations are placed just in time: only when a return event forces it. Besides the shortcuts
 * of {@link Search}: of two open operations of one kind the one with the nearer deadline goes
 * first, for exchanging them in any order that does otherwise is legal.
 *
 * <p>Source: Wing and Gong 1993; Lowe, "Testing for linearizability", 2017 (just-in-time, cached
 * configurations).
 */
final class LinearSearch<S, I, O> extends Search<S, I, O> {
    private static final int DETERMINED_MAX = 20_000;
    private static final int STATES_MAX = 64;

    private final Timeline<I, O> line;
    private final @Nullable Guide guide;
    private int furthest = -1;
    private final Set<Integer> statesAtFurthest = new LinkedHashSet<>();

    LinearSearch(
            Timeline<I, O> line,
            @Nullable Guide guide,
            Steps<S, I, O> steps,
            Set<Rules> rules,
            long budget) {
        super(
                line.operations,
                line.outputs,
                line.known,
                steps,
                line.knownWords,
                line.unknownWords,
                rules,
                budget);
        this.line = line;
        this.guide = guide;
    }

    /**
     * The states in which orders stood at the furthest event, in the order in which they were
     * found; some of them if many.
     */
    List<S> statesAtFurthest() {
        return statesAtFurthest.stream().map(steps::state).toList();
    }

    /** The return event that no order passed, as an index of {@link Timeline#returning}. */
    int furthest() {
        return furthest;
    }

    /** Passes return events whose operation is placed, and places every observer that is legal. */
    @Override
    boolean settle() {
        while (position < line.returning.length) {
            int returns = line.returning[position];
            if (isPlaced(returns)) {
                mask[line.slot[returns] >> 6] &= ~(1L << line.slot[returns]);
                position++;
                continue;
            }
            if (position > furthest) {
                furthest = position;
                statesAtFurthest.clear();
            }
            for (int i = line.openFrom[position]; i < line.openFrom[position + 1]; i++) {
                int op = line.open[i];
                if (observersAtOnce && line.observer[op] && !isPlaced(op)) {
                    observe(op);
                }
            }
            if (!isPlaced(returns)) {
                if (position == furthest && statesAtFurthest.size() < STATES_MAX) {
                    statesAtFurthest.add(state);
                }
                return false;
            }
        }
        return true;
    }

    /** The returning operation first, other open ones by earliest return, unknown ones last. */
    @Override
    void collect() {
        for (int i = line.openFrom[position]; i < line.openFrom[position + 1]; i++) {
            int op = line.open[i];
            if (!(observersAtOnce && line.observer[op]) && !isPlaced(op) && !mustWait(op)) {
                offer(op);
            }
        }
        for (int u = 0; u < line.unknownBefore[position]; u++) {
            int op = line.unknown[u];
            if (!isPlaced(op) && !mustWait(op)) {
                offer(op);
            }
        }
    }

    /**
     * Whether an open operation that is not yet placed comes before this one in every legal order.
     */
    private boolean mustWait(int op) {
        if (guide == null) {
            return false;
        }
        for (int i = line.openFrom[position]; i < line.openFrom[position + 1]; i++) {
            int other = line.open[i];
            if (other != op && !isPlaced(other) && guide.precedes(other, op)) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean equalsAreOrdered() {
        return true;
    }

    @Override
    boolean isAlone() {
        return line.openFrom[position + 1] - line.openFrom[position] + line.unknownBefore[position]
                <= 1;
    }

    @Override
    int progress() {
        return position;
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

    private boolean isPlaced(int op) {
        return (mask[word(op)] & 1L << line.slot[op]) != 0;
    }

    @Override
    void mark(int op) {
        mask[word(op)] |= 1L << line.slot[op];
    }

    private int word(int op) {
        int word = line.slot[op] >> 6;
        return known[op] ? word : line.knownWords + word;
    }
}
