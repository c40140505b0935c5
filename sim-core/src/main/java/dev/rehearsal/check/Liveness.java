package dev.rehearsal.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Looks for a path on which something that is due never happens: to a state without a step, or into
 * a cycle.
 *
 * <p>It is due from the beginning ({@link Property.Kind#EVENTUALLY}) or from each state in which
 * the first condition holds ({@link Property.Kind#LEADS_TO}), until the condition holds. First all
 * pairs (state, due or not) are visited, nearest first, so that the shortest way to an end is
 * found; then the pairs that are due are searched for a cycle, depth first. No path is lost where
 * two join: what is still due is part of the pair.
 *
 * <p>Order: one thread, in the order of the space.
 */
final class Liveness<S> implements AutoCloseable {

    private static final long DUE = 0x6475652D6475652DL;
    private static final int IS_DUE = 1;
    private static final long ON_PATH = 1;
    private static final long DONE = 2;

    /**
     * What came of it.
     *
     * @param keys the fingerprints on a path on which it never happens; null when there is none
     * @param loop as in {@link Result.Path}
     * @param cut whether something was left out, so that nobody knows more than the path
     */
    record Found(@Nullable List<Long> keys, @Nullable Integer loop, boolean cut) {}

    /** A state with what was due when it was reached. */
    private record Entry<S>(S state, long key) {}

    /** A state on the path of the search for cycles, and the steps from it that are left. */
    private static final class Frame<S> {
        final long key;
        final Trail.Steps<S> steps;
        int next;

        Frame(long key, Trail.Steps<S> steps) {
            this.key = key;
            this.steps = steps;
        }
    }

    private final Space.Expander<S> expander;
    private final int goal;
    private final boolean fromStart;
    private final Options options;
    private final LongSupplier clock;
    private final long deadline;
    private final Visited visited;
    private final Visited colours;
    private final List<Entry<S>> entries = new ArrayList<>();
    private boolean cut;

    Liveness(Space<S> space, int goal, Options options, LongSupplier clock, long deadline) {
        this.expander = space.expander();
        this.goal = goal;
        this.fromStart = space.goals().get(goal).kind() == Property.Kind.EVENTUALLY;
        this.options = options;
        this.clock = clock;
        this.deadline = deadline;
        this.visited = new Visited(options.heapMax() / 2);
        this.colours = new Visited(options.heapMax() / 2);
    }

    Found search() {
        List<Long> end = visit();
        if (end != null) {
            return new Found(end, null, false);
        }
        for (Entry<S> entry : entries) {
            Found cycle = cycle(entry);
            if (cycle != null) {
                return cycle;
            }
        }
        return new Found(null, null, cut);
    }

    private boolean happens(S state) {
        return (expander.conditions(state) & 1L << goal) != 0;
    }

    /** The fingerprint of a state under which it is kept, when it is due in it. */
    private static long due(long key) {
        return Visited.key(key ^ DUE);
    }

    private boolean isLate() {
        return deadline != Long.MAX_VALUE && clock.getAsLong() - deadline >= 0;
    }

    /** Visits all pairs; returns the way to a state without a step in which it is due. */
    private @Nullable List<Long> visit() {
        Frontier<S> waiting = new Frontier<>();
        Frontier.Batch<S> one = new Frontier.Batch<>(1);
        Trail.Steps<S> initial = Trail.Steps.initial(expander);
        for (int i = 0; i < initial.states.size(); i++) {
            reach(initial.states.get(i), initial.keys.get(i), fromStart, 0, waiting);
        }
        while (!waiting.isEmpty()) {
            waiting.first(one);
            S state = one.state(0);
            long key = one.key(0);
            boolean due = one.depth(0) == IS_DUE;
            Trail.Steps<S> steps = Trail.Steps.from(expander, state);
            long pair = due ? due(key) : key;
            boolean ends = !steps.outside;
            for (int i = 0; i < steps.states.size(); i++) {
                if (steps.keys.get(i) != key) {
                    ends = false;
                    reach(steps.states.get(i), steps.keys.get(i), due, pair, waiting);
                }
            }
            cut |= due && steps.outside;
            if (due && ends) {
                return way(pair);
            }
            if (isLate() || visited.bytes() > options.memoryMax()) {
                cut = true;
                return null;
            }
        }
        return null;
    }

    private void reach(S state, long key, boolean wasDue, long from, Frontier<S> waiting) {
        boolean due = (wasDue || !fromStart && expander.begins(state, goal)) && !happens(state);
        if (!due && fromStart) {
            return;
        }
        long pair = due ? due(key) : key;
        if (visited.add(pair, from)) {
            waiting.add(state, key, due ? IS_DUE : 0);
            if (due && (!wasDue || from == 0)) {
                entries.add(new Entry<>(state, key));
            }
        }
    }

    /** The fingerprints of the states on the way to a pair, which do not say what is due. */
    private List<Long> way(long pair) {
        ArrayDeque<Long> pairs = new ArrayDeque<>();
        for (long at = pair; at != 0; at = visited.get(at)) {
            pairs.addFirst(at);
        }
        List<Long> keys = new ArrayList<>();
        Trail.Steps<S> steps = Trail.Steps.initial(expander);
        for (long at : pairs) {
            int index = steps.keys.indexOf(at);
            index = index >= 0 ? index : steps.keys.indexOf(at ^ DUE);
            keys.add(steps.keys.get(index));
            steps = Trail.Steps.from(expander, steps.states.get(index));
        }
        return keys;
    }

    /** A cycle of states in which it is due, behind one in which it becomes so. */
    private @Nullable Found cycle(Entry<S> entry) {
        if (!colours.add(entry.key, ON_PATH)) {
            return null;
        }
        ArrayList<Frame<S>> path = new ArrayList<>();
        path.add(new Frame<>(entry.key, Trail.Steps.from(expander, entry.state)));
        while (!path.isEmpty()) {
            Frame<S> last = path.getLast();
            if (last.next == last.steps.states.size()) {
                colours.set(last.key, DONE);
                path.removeLast();
                continue;
            }
            S state = last.steps.states.get(last.next);
            long key = last.steps.keys.get(last.next++);
            if (key == last.key || happens(state)) {
                continue;
            }
            if (colours.add(key, ON_PATH)) {
                path.add(new Frame<>(key, Trail.Steps.from(expander, state)));
            } else if (colours.get(key) == ON_PATH) {
                return lasso(entry, path, key);
            }
            if (isLate()) {
                cut = true;
                return null;
            }
        }
        return null;
    }

    private Found lasso(Entry<S> entry, List<Frame<S>> path, long back) {
        List<Long> keys = way(due(entry.key));
        int stem = keys.size() - 1;
        int loop = 0;
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).key == back) {
                loop = stem + i;
            }
            if (i > 0) {
                keys.add(path.get(i).key);
            }
        }
        keys.add(back);
        return new Found(keys, loop, false);
    }

    @Override
    public void close() {
        visited.close();
        colours.close();
    }
}
