package dev.rehearsal.simulation;

import dev.rehearsal.history.Container;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Step;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A model that tells about which operation it was asked when it throws. */
record AskedModel(Model<Object, Object, Object> model) implements Model<Object, Object, Object> {

    /** A model threw. */
    static final class Misfit extends RuntimeException {

        private static final long serialVersionUID = 1;

        final transient Object input;
        final transient @Nullable Object output;

        private Misfit(Object input, @Nullable Object output, Throwable thrown) {
            super(thrown);
            this.input = input;
            this.output = output;
        }
    }

    private static <T> T answer(Object input, @Nullable Object output, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException | StackOverflowError e) {
            throw new Misfit(input, output, e);
        }
    }

    @Override
    public Object initial() {
        return model.initial();
    }

    @Override
    public Step<Object> step(Object state, Object input, Object output) {
        return answer(input, output, () -> model.step(state, input, output));
    }

    @Override
    public List<Object> stepUnknown(Object state, Object input) {
        return answer(input, null, () -> model.stepUnknown(state, input));
    }

    @Override
    public boolean reads(Object input) {
        return answer(input, null, () -> model.reads(input));
    }

    @Override
    public boolean observes(Object input, Object output) {
        return answer(input, output, () -> model.observes(input, output));
    }

    @Override
    public Optional<Object> failed(Object input) {
        return answer(input, null, () -> model.failed(input));
    }

    @Override
    public Object part(Object input) {
        return answer(input, null, () -> model.part(input));
    }

    @Override
    public UnaryOperator<Object> quotient(List<Operation<Object, Object>> operations) {
        return model.quotient(operations);
    }

    @Override
    public Optional<Container<Object, Object>> container(Object part) {
        return model.container(part);
    }

    @Override
    public String describeState(Object state) {
        return model.describeState(state);
    }

    @Override
    public String describeCall(Object input) {
        return answer(input, null, () -> model.describeCall(input));
    }

    @Override
    public String describeResult(Object input, Object output) {
        return answer(input, output, () -> model.describeResult(input, output));
    }
}
