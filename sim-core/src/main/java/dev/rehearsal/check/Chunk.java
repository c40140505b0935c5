package dev.rehearsal.check;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A few states in a row that one thread expands, and what came of them: the steps to states that
 * nobody knew, in order, and what the states say about the properties.
 *
 * <p>Mutable arrays, used again for the next chunk.
 */
final class Chunk<S> implements Space.Sink<S> {

    private final Visited visited;
    private final int depthMax;
    private final long[] witnesses = new long[Long.SIZE];

    private int size;
    private long[] keys = new long[1024];
    private long[] sources = new long[1024];
    private int[] depths = new int[1024];
    private Object[] states = new Object[1024];

    private long seen;
    private long generated;
    private long terminal;
    private boolean cut;
    private @Nullable RuntimeException thrown;

    private long source;
    private int depth;
    private int stepsOfState;

    Chunk(Visited visited, int depthMax) {
        this.visited = visited;
        this.depthMax = depthMax;
    }

    void clear() {
        Arrays.fill(states, 0, size, null);
        size = 0;
        seen = 0;
        generated = 0;
        terminal = 0;
        cut = false;
        thrown = null;
    }

    /** The initial states. */
    void begin(Space.Expander<S> expander) {
        source = 0;
        depth = -1;
        expander.initial(this);
    }

    /**
     * Expands a state.
     *
     * @param telling the bits of the properties that the conditions decide
     * @param bad the bits of those that are decided by a condition that does not hold
     */
    void expand(
            Space.Expander<S> expander,
            S state,
            long key,
            int depthOfState,
            long telling,
            long bad) {
        source = key;
        depth = depthOfState;
        stepsOfState = 0;
        try {
            if (telling != 0) {
                decide((expander.conditions(state) ^ bad) & telling & ~seen);
            }
            expander.expand(state, this);
        } catch (RuntimeException e) {
            thrown = e;
            return;
        }
        if (stepsOfState == 0) {
            terminal++;
        }
    }

    private void decide(long found) {
        seen |= found;
        for (long rest = found; rest != 0; rest &= rest - 1) {
            witnesses[Long.numberOfTrailingZeros(rest)] = source;
        }
    }

    @Override
    public boolean step(long fingerprint) {
        long key = Visited.key(fingerprint);
        stepsOfState++;
        if (visited.contains(key)) {
            generated++;
            return false;
        }
        if (depth == depthMax) {
            cut = true;
            return false;
        }
        generated++;
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            sources = Arrays.copyOf(sources, 2 * size);
            depths = Arrays.copyOf(depths, 2 * size);
            states = Arrays.copyOf(states, 2 * size);
        }
        keys[size] = key;
        sources[size] = source;
        depths[size] = depth + 1;
        return true;
    }

    @Override
    public void reached(S state) {
        states[size++] = state;
    }

    @Override
    public void outside() {
        stepsOfState++;
    }

    int size() {
        return size;
    }

    long seen() {
        return seen;
    }

    long witness(int goal) {
        return witnesses[goal];
    }

    long generated() {
        return generated;
    }

    long terminal() {
        return terminal;
    }

    boolean isCut() {
        return cut;
    }

    @Nullable RuntimeException thrown() {
        return thrown;
    }

    /** Adds what is new to its shards of the visited states, and forgets the rest. */
    void settle(int part, int parts) {
        for (int i = 0; i < size; i++) {
            if (Visited.shard(keys[i]) % parts == part && !visited.add(keys[i], sources[i])) {
                states[i] = null;
            }
        }
    }

    /**
     * The same for all shards, as long as there is room.
     *
     * @return whether there was room for all
     */
    boolean settleWithin(long room) {
        long left = room;
        for (int i = 0; i < size; i++) {
            if (left > 0) {
                if (visited.add(keys[i], sources[i])) {
                    left--;
                } else {
                    states[i] = null;
                }
            } else if (!visited.contains(keys[i])) {
                Arrays.fill(states, i, size, null);
                return false;
            } else {
                states[i] = null;
            }
        }
        return true;
    }

    /** Hands the new states on, in order or the other way round. */
    @SuppressWarnings("unchecked")
    void hand(Frontier<S> next, boolean reversed) {
        for (int n = 0; n < size; n++) {
            int i = reversed ? size - 1 - n : n;
            if (states[i] != null) {
                next.add((S) states[i], keys[i], depths[i]);
            }
        }
    }
}
