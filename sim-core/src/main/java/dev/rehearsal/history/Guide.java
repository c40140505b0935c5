package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What follows without search from a history in which every value is put in at most once.
 *
 * <p>Each operation has an interval in which it takes effect. From pairs of values follows which of
 * two operations comes first in every legal order ("x before y"); then y cannot take effect before
 * x can, nor x after y must. Intervals shrink until nothing changes. An empty one proves the
 * history illegal; otherwise the search walks the shrunk intervals and leaves out candidates that
 * another open operation must precede.
 *
 * <h2>The rules</h2>
 *
 * With E and D the put and the take of a value, and "surely before" for: the interval of one ends
 * before that of the other begins. A value that is never taken has its take after everything, if
 * every take is known.
 *
 * <ul>
 *   <li>all: E(a) before D(a).
 *   <li>FIFO: E(a) surely before E(b) gives D(a) before D(b), and the other way round.
 *   <li>LIFO, where both values are surely inside at one moment: E(a) surely before E(b) gives D(b)
 *       before D(a); D(b) surely before D(a) gives E(a) before E(b). Where E(a) is surely before
 *       E(b) and D(a) surely before D(b): D(a) before E(b).
 *   <li>LEAST_FIRST, a less than b: E(a) surely before D(b) gives D(a) before D(b); D(b) surely
 *       before D(a) gives D(b) before E(a).
 *   <li>REGISTER: operations on one value stand together. If one on a is surely before one on b,
 *       all on a are before all on b.
 * </ul>
 *
 * <p>Cost: quadratic in the number of values inside at once, linear in the length; nothing is
 * inferred where that exceeds a bound.
 */
final class Guide {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final long PAIRS_MAX = 60_000_000;
    private static final int ROUNDS_MAX = 6;

    private final Container.Kind kind;

    /** The interval of each operation; shared with the timeline. */
    private final int[] from;

    private final int[] to;

    /** The value of each operation; -1 for takes of nothing or of unknown values. */
    private final int[] valueOf;

    /** Per value: its put and its take, or -1. For a register there is no take. */
    private final int[] put;

    private final int[] take;

    /** Per value its place in the order of values, for LEAST_FIRST. */
    private final int[] rank;

    /**
     * Per value of a register: when the first of its operations must have, and the last can first
     * have, taken effect.
     */
    private int[] earliestEnd = new int[0];

    private int[] latestStart = new int[0];

    /**
     * The first moment at which a value without a known take can be taken; {@link #NEVER} if every
     * take is known.
     */
    private final int unknownTakesFrom;

    private boolean contradiction;

    private Guide(
            Container.Kind kind,
            int[] from,
            int[] to,
            int[] valueOf,
            int[] put,
            int[] take,
            int[] rank,
            int unknownTakesFrom) {
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.valueOf = valueOf;
        this.put = put;
        this.take = take;
        this.rank = rank;
        this.unknownTakesFrom = unknownTakesFrom;
    }

    /** Whether no order can be legal. */
    boolean contradiction() {
        return contradiction;
    }

    /**
     * The guide of these operations, whose intervals it shrinks in place; null if the model is no
     * container or a value is put in twice.
     */
    static <I, O> @Nullable Guide of(
            Model<?, I, O> model, Object part, Participants<I, O> participants) {
        int[] from = participants.from;
        int[] to = participants.to;
        Optional<Container<I, O>> container = model.container(part);
        if (container.isEmpty()) {
            return null;
        }
        Container<I, O> shape = container.get();
        int size = participants.operations.size();
        Map<Object, Integer> values = new HashMap<>();
        Object[] valueAt = new Object[size];
        int[] valueOf = new int[size];
        int[] put = new int[size + 1];
        int[] take = new int[size + 1];
        Arrays.fill(valueOf, -1);
        Arrays.fill(take, -1);
        boolean register = shape.kind() == Container.Kind.REGISTER;
        if (register) {
            values.put(new Wrapped(shape.first()), 0);
            put[0] = -1;
        }
        int unknownTakesFrom = NEVER;
        for (int op = 0; op < size; op++) {
            I input = participants.operations.get(op).input();
            switch (shape.role(input)) {
                case OTHER -> {
                    return null;
                }
                case TAKE -> {
                    if (!participants.known[op]) {
                        unknownTakesFrom = Math.min(unknownTakesFrom, from[op]);
                    }
                }
                case PUT -> {
                    Object value = shape.put(input);
                    if (values.putIfAbsent(new Wrapped(value), values.size()) != null) {
                        return null;
                    }
                    int number = values.size() - 1;
                    valueAt[number - (register ? 1 : 0)] = value;
                    valueOf[op] = number;
                    put[number] = op;
                }
            }
        }
        boolean contradiction = false;
        for (int op = 0; op < size; op++) {
            I input = participants.operations.get(op).input();
            if (shape.role(input) != Container.Role.TAKE || !participants.known[op]) {
                continue;
            }
            Object taken = shape.taken(participants.outputs.get(op));
            if (taken == Container.UNSEEN) {
                unknownTakesFrom = Math.min(unknownTakesFrom, from[op]);
                continue;
            }
            if (taken == Container.NOTHING) {
                continue;
            }
            Integer value = values.get(new Wrapped(taken));
            if (value == null || !register && take[value] >= 0) {
                contradiction = true;
                continue;
            }
            valueOf[op] = value;
            if (!register) {
                take[value] = op;
            }
        }
        int count = values.size();
        Guide guide =
                new Guide(
                        shape.kind(),
                        from,
                        to,
                        valueOf,
                        Arrays.copyOf(put, count),
                        Arrays.copyOf(take, count),
                        shape.kind() == Container.Kind.LEAST_FIRST
                                ? ranks(shape, valueAt, count)
                                : new int[0],
                        unknownTakesFrom);
        guide.contradiction = contradiction;
        if (register) {
            guide.shrinkRegister();
        } else {
            guide.shrinkPairs();
        }
        return guide;
    }

    /** A value as a key, null included. */
    private record Wrapped(@Nullable Object value) {}

    private static int[] ranks(Container<?, ?> shape, Object[] values, int count) {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> shape.compare(values[a], values[b]));
        int[] rank = new int[count];
        for (int i = 0; i < count; i++) {
            rank[order[i]] =
                    i > 0 && shape.compare(values[order[i - 1]], values[order[i]]) == 0
                            ? rank[order[i - 1]]
                            : i;
        }
        return rank;
    }

    /** Whether in every legal order x takes effect before y, as far as pairs of values tell. */
    boolean precedes(int x, int y) {
        int a = valueOf[x];
        int b = valueOf[y];
        if (a < 0 || b < 0) {
            return false;
        }
        if (kind == Container.Kind.REGISTER) {
            return a == b ? x == put[a] : earliestEnd[a] < latestStart[b];
        }
        if (a == b) {
            return x == put[a];
        }
        boolean puts = x == put[a] && y == put[b];
        boolean takes = x == take[a] && y == take[b];
        boolean takeThenPut = x == take[a] && y == put[b];
        return switch (kind) {
            case FIFO -> puts && takenSurelyBefore(a, b) || takes && to[put[a]] < from[put[b]];
            case LIFO ->
                    puts && insideTogether(a, b) && takenSurelyBefore(b, a)
                            || takes && insideTogether(a, b) && to[put[b]] < from[put[a]]
                            || takeThenPut && to[put[a]] < from[put[b]] && takenSurelyBefore(a, b);
            case LEAST_FIRST ->
                    takes && rank[a] < rank[b] && to[put[a]] < takeFrom(b)
                            || takeThenPut && rank[b] < rank[a] && takenSurelyBefore(a, b);
            case REGISTER -> false;
        };
    }

    private int takeFrom(int value) {
        int op = take[value];
        return op >= 0 ? from[op] : Math.max(unknownTakesFrom, from[put[value]]);
    }

    private int takeTo(int value) {
        int op = take[value];
        return op >= 0 ? to[op] : NEVER;
    }

    private boolean takenSurelyBefore(int a, int b) {
        return takeTo(a) < takeFrom(b);
    }

    private boolean insideTogether(int a, int b) {
        return Math.max(to[put[a]], to[put[b]]) < Math.min(takeFrom(a), takeFrom(b));
    }

    // ---- containers that give a value once

    private void shrinkPairs() {
        Integer[] byPut = new Integer[put.length];
        Arrays.setAll(byPut, i -> i);
        for (int v = 0; v < put.length; v++) {
            if (take[v] >= 0) {
                before(put[v], take[v]);
            }
        }
        Arrays.sort(byPut, (a, b) -> Integer.compare(from[put[a]], from[put[b]]));
        boolean changed = true;
        for (int round = 0; changed && !contradiction && round < ROUNDS_MAX; round++) {
            changed = false;
            long pairs = 0;
            for (int i = 0; i < byPut.length; i++) {
                int a = byPut[i];
                int end = takeTo(a);
                for (int j = i + 1; j < byPut.length; j++) {
                    int b = byPut[j];
                    // Sorted by the unshrunk beginning: from here on, values come after this one is
                    // gone.
                    if (participantFrom(b) > end) {
                        break;
                    }
                    if (++pairs > PAIRS_MAX) {
                        return;
                    }
                    changed |= pair(a, b) | pair(b, a);
                }
            }
            for (int v = 0; v < put.length; v++) {
                if (take[v] >= 0) {
                    changed |= before(put[v], take[v]);
                }
            }
        }
    }

    private int participantFrom(int value) {
        return from[put[value]];
    }

    private boolean pair(int a, int b) {
        return switch (kind) {
            case FIFO -> {
                boolean changed = takenSurelyBefore(a, b) && before(put[a], put[b]);
                yield (to[put[a]] < from[put[b]] && takesBefore(a, b)) | changed;
            }
            case LIFO -> {
                boolean changed = false;
                boolean putBefore = to[put[a]] < from[put[b]];
                if (insideTogether(a, b)) {
                    changed = takenSurelyBefore(b, a) && before(put[a], put[b]);
                    changed |= putBefore && takesBefore(b, a);
                }
                yield (putBefore && takenSurelyBefore(a, b) && before(take[a], put[b])) | changed;
            }
            case LEAST_FIRST -> {
                if (rank[a] >= rank[b]) {
                    yield false;
                }
                boolean changed =
                        take[b] >= 0 && takenSurelyBefore(b, a) && before(take[b], put[a]);
                yield (to[put[a]] < takeFrom(b) && takesBefore(a, b)) | changed;
            }
            case REGISTER -> false;
        };
    }

    /** The take of a is before the take of b; says whether an interval shrank. */
    private boolean takesBefore(int a, int b) {
        if (take[a] >= 0 && take[b] >= 0) {
            return before(take[a], take[b]);
        }
        if (take[b] >= 0 && from[take[b]] < takeFrom(a)) {
            from[take[b]] = takeFrom(a);
            contradiction |= to[take[b]] < from[take[b]];
            return true;
        }
        return false;
    }

    /** x is before y; says whether an interval shrank. */
    private boolean before(int x, int y) {
        boolean changed = false;
        if (from[y] < from[x]) {
            from[y] = from[x];
            changed = true;
        }
        if (to[x] > to[y]) {
            to[x] = to[y];
            changed = true;
        }
        contradiction |= to[y] < from[y] || to[x] < from[x];
        return changed;
    }

    // ---- registers

    private void shrinkRegister() {
        int count = put.length;
        earliestEnd = new int[count];
        latestStart = new int[count];
        Arrays.fill(earliestEnd, NEVER);
        Arrays.fill(latestStart, -1);
        // The first value is there before the first event.
        earliestEnd[0] = -1;
        boolean[] read = new boolean[count];
        for (int op = 0; op < valueOf.length; op++) {
            int value = valueOf[op];
            if (value < 0) {
                continue;
            }
            if (op != put[value]) {
                read[value] = true;
                if (put[value] >= 0) {
                    contradiction |= to[op] < from[put[value]];
                }
            }
            earliestEnd[value] = Math.min(earliestEnd[value], to[op]);
            latestStart[value] = Math.max(latestStart[value], from[op]);
        }
        // An unknown write that nobody reads may be left out: it says nothing about others.
        for (int value = 1; value < count; value++) {
            if (!read[value] && to[put[value]] == NEVER) {
                latestStart[value] = -1;
            }
        }
        Integer[] byEnd = new Integer[count];
        Arrays.setAll(byEnd, i -> i);
        Integer[] byStart = byEnd.clone();
        Arrays.sort(byEnd, (a, b) -> Integer.compare(earliestEnd[a], earliestEnd[b]));
        Arrays.sort(byStart, (a, b) -> Integer.compare(latestStart[b], latestStart[a]));
        int[] lower = new int[count];
        int[] upper = new int[count];
        // The latest start among values surely before, and the one it is of, for a value is not
        // before itself.
        int next = 0;
        int best = -1;
        int second = -1;
        int owner = -1;
        for (int i = count - 1; i >= 0; i--) {
            int value = byStart[i];
            while (next < count && earliestEnd[byEnd[next]] < latestStart[value]) {
                int other = byEnd[next++];
                if (latestStart[other] > best) {
                    second = best;
                    best = latestStart[other];
                    owner = other;
                } else {
                    second = Math.max(second, latestStart[other]);
                }
            }
            lower[value] = owner == value ? second : best;
        }
        next = 0;
        best = NEVER;
        second = NEVER;
        owner = -1;
        for (int i = count - 1; i >= 0; i--) {
            int value = byEnd[i];
            while (next < count && latestStart[byStart[next]] > earliestEnd[value]) {
                int other = byStart[next++];
                if (earliestEnd[other] < best) {
                    second = best;
                    best = earliestEnd[other];
                    owner = other;
                } else {
                    second = Math.min(second, earliestEnd[other]);
                }
            }
            upper[value] = owner == value ? second : best;
        }
        for (int op = 0; op < valueOf.length; op++) {
            int value = valueOf[op];
            if (value >= 0) {
                from[op] = Math.max(from[op], lower[value]);
                to[op] = Math.min(to[op], upper[value]);
                boolean demanded = op != put[value] || read[value] || to[op] != NEVER;
                contradiction |= demanded && to[op] < from[op];
            }
        }
    }
}
