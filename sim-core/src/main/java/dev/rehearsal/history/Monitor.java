package dev.rehearsal.history;

import dev.rehearsal.value.Fingerprint;

import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;

/**
 * Linearizability as a value that grows with the history: what the object can still be.
 *
 * <p>Shape: immutable; each event gives a new monitor. Its state is the set of possibilities, and
 * the open operation of each process: nothing in it counts up, so two histories after which the
 * same is possible have equal monitors. At most one operation of a process is open; an operation of
 * unknown outcome stays open for ever, and its process is gone.
 *
 * <p>Order and determinism: possibilities are found in an order fixed by the events; equality does
 * not depend on it.
 *
 * <p>It is violated at the first event that it can know to be hopeless. That is where the smallest
 * illegal prefix ends, or later: a failure that comes afterwards can show that what seemed possible
 * was not.
 *
 * <p>Errors: an event that no set of clients can cause raises {@link MalformedHistoryException}
 * with the process.
 *
 * <p>Cost: exponential in the number of operations open at once, independent of the length of the
 * history.
 */
public final class Monitor<S, I, O> {

    /** An open operation that has taken effect in a possibility: the states before and after. */
    private record Effect<S>(S before, S after) {}

    /**
     * One way in which things can stand.
     *
     * @param state what the object is
     * @param effects open operations that changed it, by process
     * @param seen for other open operations the states, since they were invoked, that they could
     *     have left as they are
     */
    private record Possibility<S>(
            S state, Map<Integer, Effect<S>> effects, Map<Integer, Set<S>> seen) {}

    /** An operation that has not returned; lost: it never will. */
    private record Open<I>(I input, boolean lost) {}

    private final Model<S, I, O> model;
    private final Map<Object, LinkedHashSet<Possibility<S>>> parts;
    private final TreeMap<Integer, Open<I>> open;

    private Monitor(
            Model<S, I, O> model,
            Map<Object, LinkedHashSet<Possibility<S>>> parts,
            TreeMap<Integer, Open<I>> open) {
        this.model = model;
        this.parts = parts;
        this.open = open;
    }

    /** The monitor before the first event. */
    public static <S, I, O> Monitor<S, I, O> of(Model<S, I, O> model) {
        return new Monitor<>(model, HashMap.empty(), TreeMap.empty());
    }

    /** A client asks. */
    public Monitor<S, I, O> invoke(int process, I input) {
        if (open.containsKey(process)) {
            throw new MalformedHistoryException(
                    "process "
                            + process
                            + " invokes an operation while its last one has not returned");
        }
        Object part = model.part(input);
        LinkedHashSet<Possibility<S>> before = possibilities(part);
        LinkedHashSet<Possibility<S>> after = LinkedHashSet.empty();
        for (Possibility<S> possibility : before) {
            after = after.add(noticed(possibility, process, input));
        }
        return new Monitor<>(
                model, parts.put(part, after), open.put(process, new Open<>(input, false)));
    }

    /** The open operation of the process took effect and returned this. */
    public Monitor<S, I, O> ok(int process, O output) {
        I input = opened(process).input();
        Object part = model.part(input);
        LinkedHashSet<Possibility<S>> after = LinkedHashSet.empty();
        java.util.Set<Possibility<S>> visited = new java.util.HashSet<>();
        ArrayDeque<Possibility<S>> queue = new ArrayDeque<>();
        for (Possibility<S> possibility : possibilities(part)) {
            if (visited.add(possibility)) {
                queue.add(possibility);
            }
        }
        while (!queue.isEmpty()) {
            Possibility<S> possibility = queue.remove();
            Effect<S> effect = possibility.effects().get(process).getOrNull();
            if (effect != null) {
                if (legal(effect.before(), input, output).contains(effect.after())) {
                    after = after.add(without(possibility, process));
                }
                continue;
            }
            for (S state : possibility.seen().getOrElse(process, LinkedHashSet.empty())) {
                if (legal(state, input, output).contains(state)) {
                    after = after.add(without(possibility, process));
                    break;
                }
            }
            for (S next : legal(possibility.state(), input, output)) {
                if (!next.equals(possibility.state())) {
                    after = after.add(moved(without(possibility, process), next, process));
                }
            }
            for (Possibility<S> more : others(possibility, part, process)) {
                if (visited.add(more)) {
                    queue.add(more);
                }
            }
        }
        return new Monitor<>(model, parts.put(part, after), open.remove(process));
    }

    /** The open operation of the process did not take effect. */
    public Monitor<S, I, O> fail(int process) {
        I input = opened(process).input();
        O told = model.failed(input).orElse(null);
        if (told != null) {
            return ok(process, told);
        }
        Object part = model.part(input);
        LinkedHashSet<Possibility<S>> after = LinkedHashSet.empty();
        for (Possibility<S> possibility : possibilities(part)) {
            if (!possibility.effects().containsKey(process)) {
                after = after.add(without(possibility, process));
            }
        }
        return new Monitor<>(model, parts.put(part, after), open.remove(process));
    }

    /** Nobody will know what became of the open operation of the process, which does not return. */
    public Monitor<S, I, O> unknown(int process) {
        I input = opened(process).input();
        Object part = model.part(input);
        // An effect of a lost operation is only a mark that it is used up, and what it saw no
        // longer matters.
        Effect<S> used = new Effect<>(model.initial(), model.initial());
        LinkedHashSet<Possibility<S>> after = LinkedHashSet.empty();
        for (Possibility<S> possibility : possibilities(part)) {
            after =
                    after.add(
                            new Possibility<>(
                                    possibility.state(),
                                    possibility.effects().containsKey(process)
                                            ? possibility.effects().put(process, used)
                                            : possibility.effects(),
                                    possibility.seen().remove(process)));
        }
        return new Monitor<>(
                model, parts.put(part, after), open.put(process, new Open<>(input, true)));
    }

    /** Whether nothing is possible any more. */
    public boolean violated() {
        return parts.exists(part -> part._2.isEmpty());
    }

    /**
     * A number that differs, for all practical purposes, where monitors are not equal.
     *
     * @throws dev.rehearsal.value.NotAValueException when states or inputs are not immutable values
     */
    public long fingerprint() {
        return Fingerprint.fold(Fingerprint.of(parts), Fingerprint.of(open));
    }

    /**
     * The same for the monitor that stood here if its processes were others and its values had
     * other parts.
     *
     * @param processes for each process that in whose place it is
     * @param values the fingerprint of a value with other parts
     */
    public long fingerprint(IntUnaryOperator processes, ToLongFunction<@Nullable Object> values) {
        long sum = 0;
        for (Tuple2<Object, LinkedHashSet<Possibility<S>>> part : parts) {
            long possible = part._2.size();
            for (Possibility<S> possibility : part._2) {
                possible += Fingerprint.mix(fingerprint(possibility, processes, values));
            }
            sum += Fingerprint.fold(values.applyAsLong(part._1), possible);
        }
        for (Tuple2<Integer, Open<I>> entry : open) {
            sum +=
                    Fingerprint.fold(
                            Fingerprint.fold(
                                    processes.applyAsInt(entry._1), entry._2.lost() ? 1 : 2),
                            values.applyAsLong(entry._2.input()));
        }
        return sum;
    }

    private long fingerprint(
            Possibility<S> possibility,
            IntUnaryOperator processes,
            ToLongFunction<@Nullable Object> values) {
        long sum = values.applyAsLong(possibility.state());
        for (Tuple2<Integer, Effect<S>> effect : possibility.effects()) {
            long around =
                    Fingerprint.fold(
                            values.applyAsLong(effect._2.before()),
                            values.applyAsLong(effect._2.after()));
            sum += Fingerprint.fold(Fingerprint.fold(around, 1), processes.applyAsInt(effect._1));
        }
        for (Tuple2<Integer, Set<S>> seen : possibility.seen()) {
            long states = seen._2.size();
            for (S state : seen._2) {
                states += Fingerprint.mix(values.applyAsLong(state));
            }
            sum += Fingerprint.fold(Fingerprint.fold(states, 2), processes.applyAsInt(seen._1));
        }
        return sum;
    }

    private LinkedHashSet<Possibility<S>> possibilities(Object part) {
        return parts.getOrElse(
                part,
                LinkedHashSet.of(
                        new Possibility<>(model.initial(), TreeMap.empty(), TreeMap.empty())));
    }

    private Open<I> opened(int process) {
        Open<I> found = open.get(process).getOrNull();
        if (found == null || found.lost()) {
            throw new MalformedHistoryException(
                    "process " + process + " ends an operation and has none open");
        }
        return found;
    }

    /** The possibilities after one more effect of another open operation of this part. */
    private List<Possibility<S>> others(Possibility<S> possibility, Object part, int except) {
        List<Possibility<S>> more = new ArrayList<>();
        for (Tuple2<Integer, Open<I>> entry : open) {
            int process = entry._1;
            I input = entry._2.input();
            if (process == except
                    || model.reads(input)
                    || possibility.effects().containsKey(process)
                    || !model.part(input).equals(part)) {
                continue;
            }
            for (S next : model.stepUnknown(possibility.state(), input)) {
                if (!next.equals(possibility.state())) {
                    Effect<S> effect =
                            entry._2.lost()
                                    ? new Effect<>(model.initial(), model.initial())
                                    : new Effect<>(possibility.state(), next);
                    Possibility<S> placed =
                            new Possibility<>(
                                    possibility.state(),
                                    possibility.effects().put(process, effect),
                                    possibility.seen().remove(process));
                    more.add(moved(placed, next, process));
                }
            }
        }
        return more;
    }

    /** The object changes, and every other open operation without an effect sees it. */
    private Possibility<S> moved(Possibility<S> possibility, S next, int by) {
        Possibility<S> moved = new Possibility<>(next, possibility.effects(), possibility.seen());
        for (Tuple2<Integer, Open<I>> entry : open) {
            if (entry._1 != by && !entry._2.lost() && possibility.seen().containsKey(entry._1)) {
                moved = noticed(moved, entry._1, entry._2.input());
            }
        }
        return moved;
    }

    /** The operation of this process may be one that sees the state as it is and leaves it so. */
    private Possibility<S> noticed(Possibility<S> possibility, int process, I input) {
        Set<S> seen = possibility.seen().getOrElse(process, io.vavr.collection.HashSet.empty());
        if (model.stepUnknown(possibility.state(), input).contains(possibility.state())) {
            seen = seen.add(possibility.state());
        }
        return new Possibility<>(
                possibility.state(), possibility.effects(), possibility.seen().put(process, seen));
    }

    private static <S> Possibility<S> without(Possibility<S> possibility, int process) {
        return new Possibility<>(
                possibility.state(),
                possibility.effects().remove(process),
                possibility.seen().remove(process));
    }

    private List<S> legal(S state, I input, O output) {
        return switch (model.step(state, input, output)) {
            case Step.Legal<S>(List<S> next) -> next;
            case Step.Illegal<S> _ -> List.of();
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Monitor<?, ?, ?> that
                && parts.equals(that.parts)
                && open.equals(that.open);
    }

    @Override
    public int hashCode() {
        return 31 * parts.hashCode() + open.hashCode();
    }

    @Override
    public String toString() {
        return violated()
                ? "violated"
                : parts.toVector().map(String::valueOf).sorted().mkString("possible: ", ", ", "");
    }
}
