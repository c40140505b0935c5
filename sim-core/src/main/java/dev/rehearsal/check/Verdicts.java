package dev.rehearsal.check;

import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.function.BooleanSupplier;

/**
 * What a state of a system of actors says about the properties, in the order of the goals: the
 * histories, the properties of the world, that all comes to rest, that nobody falls, the
 * specifications.
 */
final class Verdicts {

    private final ActorSpace space;
    private final int histories;

    Verdicts(ActorSpace space) {
        this.space = space;
        this.histories = space.monitors.size();
    }

    /** Whether somebody has to look at the world of the state. */
    boolean look() {
        return space.properties.length > 0;
    }

    /**
     * A bit for each condition that holds.
     *
     * @param view the world of the state, if anybody is to {@link #look}
     * @param atRest whether nothing can happen any more; asked only where that is a property
     */
    long conditions(Snapshot state, View view, BooleanSupplier atRest) {
        long bits = 0;
        int goal = 0;
        for (; goal < histories; goal++) {
            bits |= state.story().violates(goal) ? 0 : 1L << goal;
        }
        for (Property<View> property : space.properties) {
            bits |= holds(property, view) ? 1L << goal : 0;
            goal++;
        }
        if (space.system.settles().isDefined()) {
            bits |= space.isLiving() && atRest.getAsBoolean() ? 1L << goal : 0;
            goal++;
        }
        Fall ended = state.fall();
        bits |= ended == null || !ended.threw() ? 1L << goal : 0;
        bits |= ended == null || ended.threw() ? 1L << goal + 1 : 0;
        goal += 2;
        Specifications.Strayed step = state.strayed();
        for (int r = 0; r < space.refinements.size(); r++) {
            bits |= step == null || step.from() != r ? 1L << goal + r : 0;
        }
        return bits;
    }

    /** Only what is judged in this space; of the rest nobody asks. */
    private boolean holds(Property<View> property, View view) {
        return switch (property) {
            case Property.Always<View> always ->
                    !space.isLiving() && always.wrong().apply(view) == null;
            case Property.Sometimes<View> goal -> !space.isLiving() && goal.reached().test(view);
            case Property.Eventually<View> goal -> space.isLiving() && goal.reached().test(view);
            case Property.LeadsTo<View> goal -> space.isLiving() && goal.reached().test(view);
        };
    }

    /** Whether the first condition of a property holds. */
    boolean begins(View view, int goal) {
        return !(property(goal) instanceof Property.LeadsTo<View> leads)
                || leads.begins().test(view);
    }

    private @Nullable Property<View> property(int goal) {
        int number = goal - histories;
        return number >= 0 && number < space.properties.length ? space.properties[number] : null;
    }

    /** What is wrong. */
    String message(Snapshot state, View view, int goal) {
        if (goal < histories) {
            return "no order of the operations explains what the clients saw";
        }
        if (property(goal) instanceof Property<View> property) {
            String wrong =
                    property instanceof Property.Always<View> always
                            ? always.wrong().apply(view)
                            : null;
            return wrong == null ? "" : wrong;
        }
        Specifications.Strayed step = state.strayed();
        if (goal >= space.goals().size() - space.refinements.size()) {
            return step == null ? "" : step.message();
        }
        Fall ended = state.fall();
        return ended == null ? "" : ended.message();
    }

    /**
     * The state in words, part by part.
     *
     * @param order of the actors
     */
    static Vector<String> describe(Snapshot state, View world, int[] order) {
        Vector<String> words = Vector.empty();
        for (int a : order) {
            if (a < state.actors().length && state.actors()[a].isAlive()) {
                words = words.append(world.path(a) + "=" + state.actors()[a].state());
            }
        }
        return words.append("in flight: " + state.flights().length);
    }
}
