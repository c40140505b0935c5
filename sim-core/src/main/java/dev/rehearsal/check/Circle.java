package dev.rehearsal.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two states or more of which each can be reached from each, without one in which happens what is
 * due: as many as there are.
 *
 * <p>A path that goes round among them for ever is one that somebody could take when it is fair: of
 * each action that must not be put off for ever it takes a step again and again, or passes a state
 * again and again in which the action need not be taken. There is such a path when each action that
 * must not be put off in any of the states is one of the steps between them: whoever passes all
 * states and takes all steps again and again is fair. Where there is none among all states there is
 * none among some of them either.
 *
 * <p>Order: that in which the states were found.
 *
 * <p>Source: weak fairness as in Lamport, <i>Specifying Systems</i>, chapter 8; the test of a
 * component, Clarke, Grumberg and Peled, <i>Model Checking</i>, chapter 4.
 */
final class Circle<S> {

    private final Space.Expander<S> expander;
    private final Map<Long, S> states = new LinkedHashMap<>();
    private final Map<Long, Trail.Steps<S>> steps = new HashMap<>();

    Circle(Space.Expander<S> expander) {
        this.expander = expander;
    }

    void add(long key, S state) {
        states.put(key, state);
    }

    /** The fingerprints of the states. */
    Set<Long> keys() {
        return states.keySet();
    }

    /** Whether a path can go round among the states for ever without putting anything off. */
    boolean isFair() {
        Set<Long> open = null;
        Set<Long> taken = new LinkedHashSet<>();
        for (Map.Entry<Long, S> one : states.entrySet()) {
            Trail.Steps<S> from = Trail.Steps.from(expander, one.getValue());
            Set<Long> urgent = from.urgent(one.getKey());
            if (open == null) {
                open = urgent;
            } else {
                open.retainAll(urgent);
            }
            if (open.isEmpty()) {
                return true;
            }
            for (int i = 0; i < from.keys.size(); i++) {
                if (!from.keys.get(i).equals(one.getKey())
                        && states.containsKey(from.keys.get(i))) {
                    taken.add(from.actions.get(i));
                }
            }
        }
        return open == null || taken.containsAll(open);
    }

    /**
     * A fair way round, from a state back to it: the states after it. It goes to the nearest step
     * after which fewer actions are put off, until none is, and then back.
     */
    List<Long> round(long start) {
        List<Long> way = new ArrayList<>();
        long at = start;
        Set<Long> open = new LinkedHashSet<>(steps(start).urgent(start));
        while (!open.isEmpty()) {
            for (Step step : nearest(at, open)) {
                at = step.to;
                way.add(at);
                open.remove(step.action);
                open.retainAll(steps(at).urgent(at));
            }
        }
        if (at != start || way.isEmpty()) {
            nearest(at, start).forEach(step -> way.add(step.to));
        }
        return way;
    }

    /** A step to a state of the circle, and the one before it; null for the first. */
    private record Step(@Nullable Step before, long action, long to) {

        List<Step> all() {
            ArrayDeque<Step> all = new ArrayDeque<>();
            for (Step step = this; step != null; step = step.before) {
                all.addFirst(step);
            }
            return List.copyOf(all);
        }
    }

    private interface Wanted {
        boolean is(Step step);
    }

    private List<Step> nearest(long from, Set<Long> open) {
        return nearest(
                from,
                step ->
                        open.contains(step.action)
                                || !steps(step.to).urgent(step.to).containsAll(open));
    }

    private List<Step> nearest(long from, long to) {
        return nearest(from, step -> step.to == to);
    }

    /** The shortest way that ends with a step that is wanted. */
    private List<Step> nearest(long from, Wanted wanted) {
        Set<Long> seen = new LinkedHashSet<>();
        ArrayDeque<Step> waiting = new ArrayDeque<>();
        @Nullable Step last = null;
        long at = from;
        while (true) {
            Trail.Steps<S> next = steps(at);
            for (int i = 0; i < next.keys.size(); i++) {
                long key = next.keys.get(i);
                if (key == at || !states.containsKey(key)) {
                    continue;
                }
                Step step = new Step(last, next.actions.get(i), key);
                if (wanted.is(step)) {
                    return step.all();
                }
                if (seen.add(key)) {
                    waiting.add(step);
                }
            }
            last = waiting.poll();
            if (last == null) {
                throw new IllegalStateException(
                        "states of a circle must be reached from each other: fingerprint="
                                + Long.toHexString(from));
            }
            at = last.to;
        }
    }

    private Trail.Steps<S> steps(long key) {
        return steps.computeIfAbsent(key, _ -> Trail.Steps.from(expander, states.get(key)));
    }
}
