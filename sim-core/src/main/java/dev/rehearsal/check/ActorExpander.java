package dev.rehearsal.check;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Expands the states of a system of actors: takes all steps, or those that are enough where others
 * make no difference, and judges the states.
 */
final class ActorExpander implements Space.Expander<Snapshot> {

    private final ActorSpace space;
    private final Stepping stepping;
    private final Moment moment;
    private final Verdicts verdicts;
    private final @Nullable Occurrences order;

    /**
     * An expander in a world of its own.
     *
     * @param known which steps make no difference to each other; null to take all
     */
    ActorExpander(ActorSpace space, @Nullable Commutation known) {
        this.space = space;
        stepping = new Stepping(space, known);
        moment = stepping.moment();
        order = stepping.order();
        verdicts = new Verdicts(space);
    }

    @Override
    public void initial(Space.Sink<Snapshot> sink) {
        stepping.initial(sink);
    }

    @Override
    public void expand(Snapshot state, Space.Sink<Snapshot> sink) {
        stepping.at(state);
        if (moment.strayed != null) {
            return;
        }
        long enough =
                order == null
                                || moment.crashes > 0 && space.trouble.crashes()
                                || isDropLimited()
                                || space.system.timersLast()
                        ? Commutation.ALL
                        : order.enough(moment.events.lost);
        if (enough == Commutation.ALL) {
            stepping.steps(state, sink);
            return;
        }
        Fresh fresh = new Fresh(sink);
        stepping.asked = enough;
        stepping.steps(state, fresh);
        stepping.asked = ~enough;
        if (!fresh.any) {
            stepping.steps(state, sink);
        }
        stepping.asked = Commutation.ALL;
    }

    private boolean isDropLimited() {
        return moment.drops > 0 && moment.drops != Trouble.UNLIMITED;
    }

    /** Hands steps on, and notes whether one leads to a state that nobody knew. */
    private static final class Fresh implements Space.Sink<Snapshot> {
        private final Space.Sink<Snapshot> sink;
        private boolean any;

        Fresh(Space.Sink<Snapshot> sink) {
            this.sink = sink;
        }

        @Override
        public boolean step(long fingerprint) {
            boolean isNew = sink.step(fingerprint);
            any |= isNew;
            return isNew;
        }

        @Override
        public void reached(Snapshot state) {
            sink.reached(state);
        }

        @Override
        public void outside() {
            sink.outside();
        }
    }

    // ------------------------------------------------------------------------------------ verdicts

    @Override
    public long conditions(Snapshot state) {
        if (!verdicts.look()) {
            return verdicts.conditions(state, moment.world, () -> isAtRest(state));
        }
        moment.load(state);
        if (order == null) {
            return verdicts.conditions(state, moment.world, () -> isAtRest(state));
        }
        Glance glance = new Glance(moment.world);
        long bits = verdicts.conditions(state, glance, () -> isAtRest(state));
        order.tells(glance.nodesSeen());
        return bits;
    }

    private boolean isAtRest(Snapshot state) {
        Trail.Steps<Snapshot> steps = Trail.Steps.from(this, state);
        return steps.keys.isEmpty() && !steps.outside;
    }

    @Override
    public boolean begins(Snapshot state, int goal) {
        if (!state.calm()) {
            return false;
        }
        moment.load(state);
        return verdicts.begins(moment.world, goal);
    }

    @Override
    public String message(Snapshot state, int goal) {
        moment.load(state);
        return verdicts.message(state, moment.world, goal);
    }

    @Override
    public List<Vector<Move.Choice>> begun() {
        List<Vector<Move.Choice>> all = new ArrayList<>();
        stepping.begun = all;
        initial(new Trail.Steps<>());
        stepping.begun = null;
        return all;
    }

    @Override
    public List<Move> moves(Snapshot state) {
        List<Move> all = new ArrayList<>();
        stepping.moves = all;
        expand(state, new Trail.Steps<>());
        stepping.moves = null;
        return all;
    }

    @Override
    public List<String> actions(Snapshot state) {
        return moves(state).stream().map(String::valueOf).toList();
    }

    @Override
    public Vector<String> describe(Snapshot state) {
        moment.load(state);
        return Verdicts.describe(state, moment.world, moment.ordered());
    }
}
