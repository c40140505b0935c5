package dev.rehearsal.check;

import io.vavr.collection.Vector;

import java.util.function.Consumer;

/**
 * A model whose states are numbers and whose steps are listed.
 *
 * @param steps for each state the states after it
 */
record Graph(Vector<Vector<Integer>> steps, Vector<Property<Integer>> properties, int within)
        implements Model<Integer, Integer> {

    /**
     * One line for each state from 0 on, with the states after it; the first is the initial one.
     */
    static Graph of(Vector<Property<Integer>> properties, int[]... steps) {
        return new Graph(
                Vector.of(steps).map(next -> Vector.ofAll(next)), properties, Integer.MAX_VALUE);
    }

    static int[] to(int... next) {
        return next;
    }

    /** The states from 0 to n, one after the other. */
    static Graph line(int n, Property<Integer> property) {
        return new Graph(
                Vector.range(0, n).map(i -> Vector.of(i + 1)).append(Vector.empty()),
                Vector.of(property),
                Integer.MAX_VALUE);
    }

    Graph within(int max) {
        return new Graph(steps, properties, max);
    }

    @Override
    public Vector<Integer> initial() {
        return Vector.of(0);
    }

    @Override
    public void actions(Integer state, Consumer<? super Integer> enabled) {
        steps.get(state).forEach(enabled);
    }

    @Override
    public Integer next(Integer state, Integer action) {
        return action;
    }

    @Override
    public boolean within(Integer state) {
        return state <= within;
    }
}
