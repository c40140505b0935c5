package dev.rehearsal.check;

import dev.rehearsal.check.Result.Path;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A way through a space, found again from the fingerprints on it.
 *
 * <p>At each state the first step to the next fingerprint is taken, as the search did.
 */
final class Trail<S> {

    private final Space.Expander<S> expander;

    Trail(Space.Expander<S> expander) {
        this.expander = expander;
    }

    /** All steps from a state, with the action that each is of. */
    static final class Steps<S> implements Space.Sink<S> {
        private static final long ANY = 0;

        final List<S> states = new ArrayList<>();
        final List<Long> keys = new ArrayList<>();
        final List<Long> actions = new ArrayList<>();
        boolean outside;

        private final Set<Long> leaving = new LinkedHashSet<>();
        private final Set<Long> idle = new HashSet<>();
        private long action = ANY;

        @Override
        public void taking(long next) {
            action = next;
        }

        @Override
        public void idles() {
            idle.add(action);
        }

        @Override
        public void waits() {
            leaving.add(action);
        }

        /**
         * The actions that must not be put off for ever in the state with that fingerprint: those
         * that lead away from it, whichever way they are taken.
         */
        Set<Long> urgent(long own) {
            Set<Long> urgent = new LinkedHashSet<>(leaving);
            for (int i = 0; i < keys.size(); i++) {
                if (keys.get(i) != own) {
                    urgent.add(actions.get(i));
                }
            }
            for (int i = 0; i < keys.size(); i++) {
                if (keys.get(i) == own && actions.get(i) != ANY) {
                    urgent.remove(actions.get(i));
                }
            }
            urgent.removeAll(idle);
            return urgent;
        }

        @Override
        public boolean step(long fingerprint) {
            keys.add(Visited.key(fingerprint));
            actions.add(action);
            return true;
        }

        @Override
        public void reached(S state) {
            states.add(state);
        }

        @Override
        public void outside() {
            outside = true;
            leaving.add(action);
        }

        static <S> Steps<S> from(Space.Expander<S> expander, S state) {
            Steps<S> steps = new Steps<>();
            expander.expand(state, steps);
            return steps;
        }

        static <S> Steps<S> initial(Space.Expander<S> expander) {
            Steps<S> steps = new Steps<>();
            expander.initial(steps);
            return steps;
        }
    }

    /** The states with those keys, which follow each other from an initial one. */
    List<S> states(List<Long> keys) {
        List<S> path = new ArrayList<>();
        for (long key : keys) {
            Steps<S> steps =
                    path.isEmpty() ? Steps.initial(expander) : Steps.from(expander, path.getLast());
            path.add(steps.states.get(index(steps, key)));
        }
        return path;
    }

    private static <S> int index(Steps<S> steps, long key) {
        int index = steps.keys.indexOf(key);
        if (index < 0) {
            throw new IllegalStateException(
                    "a model must have the same steps whenever it is asked: fingerprint="
                            + Long.toHexString(key));
        }
        return index;
    }

    /** The way in words; {@code loop} as in {@link Path}. */
    Path path(List<Long> keys, @Nullable Integer loop) {
        List<S> states = states(keys);
        Vector<String> actions = Vector.empty();
        Vector<Vector<String>> words = Vector.empty();
        Vector<Move> moves = Vector.empty();
        for (int i = 0; i < states.size(); i++) {
            S state = states.get(i);
            words = words.append(expander.describe(state));
            if (i + 1 < states.size()) {
                int index = index(Steps.from(expander, state), keys.get(i + 1));
                actions = actions.append(expander.actions(state).get(index));
                List<Move> all = expander.moves(state);
                moves = all.isEmpty() ? moves : moves.append(all.get(index));
            }
        }
        List<Vector<Move.Choice>> begun = expander.begun();
        int first = begun.isEmpty() ? -1 : index(Steps.initial(expander), keys.getFirst());
        return new Path(
                first < 0 ? Vector.empty() : begun.get(first),
                actions,
                words.map(parts -> parts.mkString(" ")),
                words.zipWith(words.drop(1), Trail::changed),
                Option.of(loop),
                moves);
    }

    private static String changed(Vector<String> before, Vector<String> after) {
        return (before.size() == after.size()
                        ? after.zipWithIndex()
                                .filter(part -> !part._1.equals(before.get(part._2)))
                                .map(part -> part._1)
                        : after.reject(before::contains))
                .mkString(" ");
    }
}
