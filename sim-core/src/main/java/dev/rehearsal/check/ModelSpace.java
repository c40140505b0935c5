package dev.rehearsal.check;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A {@link Model} as the engine sees it.
 *
 * <p>Under symmetry the fingerprint of a state is that of its representative, and the states
 * themselves stay as they were reached: so a counterexample is a path that the model really has.
 */
final class ModelSpace<S, A> implements Space<S> {

    private final Model<S, A> model;
    private final @Nullable Symmetry<S> symmetry;
    private final List<Property<S>> properties;

    ModelSpace(Model<S, A> model, boolean symmetric) {
        this.model = model;
        this.properties = model.properties().asJava();
        this.symmetry =
                symmetric
                        ? model.symmetry()
                                .getOrElseThrow(() ->
                                        new IllegalArgumentException(
                                                "symmetry must be declared by the model: model="
                                                        + model.getClass().getSimpleName()))
                        : null;
        if (properties.size() > Long.SIZE) {
            throw new IllegalArgumentException(
                    "there may be at most 64 properties: properties=" + properties.size());
        }
    }

    @Override
    public Vector<Goal> goals() {
        return Vector.ofAll(properties).map(property -> new Goal(property.name(), property.kind()));
    }

    @Override
    public Expander<S> expander() {
        return new Each();
    }

    private long fingerprint(S state) {
        return model.fingerprint(symmetry == null ? state : symmetry.canonical(state));
    }

    private final class Each implements Expander<S>, Consumer<A> {

        private @Nullable S from;
        private @Nullable Sink<S> to;

        @Override
        public void initial(Sink<S> sink) {
            for (S state : model.initial()) {
                hand(state, sink);
            }
        }

        @Override
        public void expand(S state, Sink<S> sink) {
            from = state;
            to = sink;
            model.actions(state, this);
        }

        @Override
        public void accept(A action) {
            S state = from;
            Sink<S> sink = to;
            if (state == null || sink == null) {
                throw new IllegalStateException("an action must be handed over within the call");
            }
            hand(model.next(state, action), sink);
        }

        private void hand(S state, Sink<S> sink) {
            if (!model.within(state)) {
                sink.outside();
            } else if (sink.step(fingerprint(state))) {
                sink.reached(state);
            }
        }

        @Override
        public long conditions(S state) {
            long bits = 0;
            for (int p = 0; p < properties.size(); p++) {
                boolean holds =
                        switch (properties.get(p)) {
                            case Property.Always<S> always -> always.wrong().apply(state) == null;
                            case Property.Sometimes<S> goal -> goal.reached().test(state);
                            case Property.Eventually<S> goal -> goal.reached().test(state);
                            case Property.LeadsTo<S> goal -> goal.reached().test(state);
                        };
                if (holds) {
                    bits |= 1L << p;
                }
            }
            return bits;
        }

        @Override
        public boolean begins(S state, int goal) {
            return properties.get(goal) instanceof Property.LeadsTo<S> leads
                    && leads.begins().test(state);
        }

        @Override
        public String message(S state, int goal) {
            String wrong =
                    properties.get(goal) instanceof Property.Always<S> always
                            ? always.wrong().apply(state)
                            : null;
            return wrong == null ? "" : wrong;
        }

        @Override
        public List<String> actions(S state) {
            List<String> all = new ArrayList<>();
            model.actions(
                    state,
                    action -> {
                        if (model.within(model.next(state, action))) {
                            all.add(model.describe(action));
                        }
                    });
            return all;
        }

        @Override
        public Vector<String> describe(S state) {
            return model.describeState(state);
        }
    }
}
