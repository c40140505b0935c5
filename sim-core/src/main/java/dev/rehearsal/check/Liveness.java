package dev.rehearsal.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Looks for a path on which something that is due never happens: to a state in which nothing need
 * happen any more, or round for ever.
 *
 * <p>It is due from the beginning ({@link Property.Kind#EVENTUALLY}) or from each state in which
 * the first condition holds ({@link Property.Kind#LEADS_TO}), until the condition holds. First all
 * pairs (state, due or not) are visited, nearest first, so that the shortest way to an end is
 * found; then the pairs that are due are searched, depth first, for a {@link Circle} that is fair.
 * No path is lost where two join: what is still due is part of the pair.
 *
 * <p>Order: one thread, in the order of the space.
 *
 * <p>Source: Tarjan, <i>Depth-first search and linear graph algorithms</i>, SIAM J. Comput. 1972.
 */
final class Liveness<S> implements AutoCloseable {

    private static final long DUE = 0x6475652D6475652DL;
    private static final int IS_DUE = 1;

    /** The number of a state whose circle is known. */
    private static final long DONE = Long.MAX_VALUE;

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

    /** A state on the path of the search for circles, and the steps from it that are left. */
    private static final class Frame<S> {
        final long key;
        final Trail.Steps<S> steps;

        /** The how manieth state it is, and the first that can be reached from it. */
        final long number;

        long low;

        /** How many states were open before it. */
        final int below;

        int next;

        Frame(long key, Trail.Steps<S> steps, long number, int below) {
            this.key = key;
            this.steps = steps;
            this.number = number;
            this.low = number;
            this.below = below;
        }
    }

    private final Space.Expander<S> expander;
    private final int goal;
    private final boolean fromStart;
    private final Options options;
    private final LongSupplier clock;
    private final long deadline;
    private final Visited visited;
    private final Visited numbers;
    private final List<Entry<S>> entries = new ArrayList<>();

    /** The states whose circle is not known yet, in the order in which they were found. */
    private final List<Entry<S>> open = new ArrayList<>();

    private final List<Frame<S>> path = new ArrayList<>();
    private long numbered;
    private boolean cut;

    Liveness(Space<S> space, int goal, Options options, LongSupplier clock, long deadline) {
        this.expander = space.expander();
        this.goal = goal;
        this.fromStart = space.goals().get(goal).kind() == Property.Kind.EVENTUALLY;
        this.options = options;
        this.clock = clock;
        this.deadline = deadline;
        this.visited = new Visited(options.heapMax() / 2);
        this.numbers = new Visited(options.heapMax() / 2);
    }

    Found search() {
        List<Long> end = visit();
        if (end != null) {
            return new Found(end, null, false);
        }
        for (Entry<S> entry : entries) {
            Found round = circles(entry);
            if (round != null) {
                return round;
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

    /** Whether there is no time or memory left. */
    private boolean isSpent() {
        return deadline != Long.MAX_VALUE && clock.getAsLong() - deadline >= 0
                || visited.bytes() + numbers.bytes() > options.memoryMax();
    }

    /** Visits all pairs; returns the way to a state that may stay, in which it is due. */
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
            for (int i = 0; i < steps.states.size(); i++) {
                if (steps.keys.get(i) != key) {
                    reach(steps.states.get(i), steps.keys.get(i), due, pair, waiting);
                }
            }
            cut |= due && steps.outside;
            if (due && steps.urgent(key).isEmpty()) {
                return way(pair);
            }
            if (isSpent()) {
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

    /** A fair way round among states in which it is due, behind one in which it becomes so. */
    private @Nullable Found circles(Entry<S> entry) {
        if (!isFirst(entry.key)) {
            return null;
        }
        enter(entry);
        while (!path.isEmpty()) {
            Frame<S> last = path.getLast();
            if (last.next < last.steps.states.size()) {
                S state = last.steps.states.get(last.next);
                long key = last.steps.keys.get(last.next++);
                if (key == last.key || happens(state)) {
                    continue;
                }
                if (isFirst(key)) {
                    enter(new Entry<>(state, key));
                } else {
                    last.low = Math.min(last.low, numbers.get(key));
                }
                if (isSpent()) {
                    cut = true;
                    return null;
                }
                continue;
            }
            path.removeLast();
            if (!path.isEmpty()) {
                path.getLast().low = Math.min(path.getLast().low, last.low);
            }
            if (last.low == last.number) {
                Found round = leave(last.below);
                if (round != null) {
                    return round;
                }
            }
        }
        return null;
    }

    private boolean isFirst(long key) {
        boolean first = numbers.add(key, numbered + 1);
        numbered += first ? 1 : 0;
        return first;
    }

    private void enter(Entry<S> entry) {
        path.add(
                new Frame<>(
                        entry.key, Trail.Steps.from(expander, entry.state), numbered, open.size()));
        open.add(entry);
    }

    /** The states that were found last are a circle, or one state. */
    private @Nullable Found leave(int below) {
        List<Entry<S>> last = open.subList(below, open.size());
        last.forEach(entry -> numbers.set(entry.key, DONE));
        Circle<S> circle = new Circle<>(expander);
        last.forEach(entry -> circle.add(entry.key, entry.state));
        int states = last.size();
        last.clear();
        return states > 1 && circle.isFair() ? lasso(circle) : null;
    }

    /** The shortest way to the circle, and round it; none is known when too little was visited. */
    private @Nullable Found lasso(Circle<S> circle) {
        long nearest = 0;
        int least = Integer.MAX_VALUE;
        for (long key : circle.keys()) {
            int length = visited.contains(due(key)) ? length(due(key)) : least;
            if (length < least) {
                nearest = key;
                least = length;
            }
        }
        if (least == Integer.MAX_VALUE) {
            cut = true;
            return null;
        }
        List<Long> keys = way(due(nearest));
        int loop = keys.size() - 1;
        keys.addAll(circle.round(nearest));
        return new Found(keys, loop, false);
    }

    private int length(long pair) {
        int length = 0;
        for (long at = pair; at != 0; at = visited.get(at)) {
            length++;
        }
        return length;
    }

    @Override
    public void close() {
        visited.close();
        numbers.close();
    }
}
