package dev.rehearsal.history;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Checkers that are wrong in one place must be caught by the comparison with every order, and their
 * healthy twin must not. A checker is made wrong through what it believes of the model.
 */
class MutantsTest {
    private static final int HISTORIES = 3_000;

    /** What a checker may believe of a model. */
    private enum Belief {
        RIGHT,
        EVERYTHING_OBSERVES,
        ALL_STATES_ARE_ONE,
        UNKNOWN_NEVER_HAPPENS,
        DIVIDED_BY_OPERATION,
        FAILURES_HAPPEN,
        FIFO(Container.Kind.FIFO),
        LIFO(Container.Kind.LIFO),
        LEAST_FIRST(Container.Kind.LEAST_FIRST);

        final Optional<Container.Kind> container;

        Belief() {
            container = Optional.empty();
        }

        Belief(Container.Kind kind) {
            container = Optional.of(kind);
        }
    }

    /** A model with one belief exchanged; the steps stay what they are. */
    private record Believing<S, I, O>(Model<S, I, O> model, O anyOutput, Belief belief)
            implements Model<S, I, O> {

        @Override
        public S initial() {
            return model.initial();
        }

        @Override
        public Step<S> step(S state, I input, O output) {
            return model.step(state, input, output);
        }

        @Override
        public List<S> stepUnknown(S state, I input) {
            return belief == Belief.UNKNOWN_NEVER_HAPPENS
                    ? List.of()
                    : model.stepUnknown(state, input);
        }

        @Override
        public boolean reads(I input) {
            return model.reads(input);
        }

        @Override
        public boolean observes(I input, O output) {
            return belief == Belief.EVERYTHING_OBSERVES || model.observes(input, output);
        }

        @Override
        public Optional<O> failed(I input) {
            return belief == Belief.FAILURES_HAPPEN ? Optional.of(anyOutput) : model.failed(input);
        }

        @Override
        public Object part(I input) {
            return belief == Belief.DIVIDED_BY_OPERATION ? input.toString() : model.part(input);
        }

        @Override
        public UnaryOperator<S> quotient(List<Operation<I, O>> operations) {
            return belief == Belief.ALL_STATES_ARE_ONE
                    ? _ -> model.initial()
                    : model.quotient(operations);
        }

        @Override
        public Optional<Container<I, O>> container(Object part) {
            return belief.container.isEmpty()
                    ? model.container(part)
                    : model.container(part)
                            .map(shape -> new Lying<>(shape, belief.container.get()));
        }
    }

    private record Lying<I, O>(Container<I, O> shape, Kind kind) implements Container<I, O> {
        @Override
        public Role role(I input) {
            return shape.role(input);
        }

        @Override
        public @Nullable Object put(I input) {
            return shape.put(input);
        }

        @Override
        public @Nullable Object taken(O output) {
            return shape.taken(output);
        }

        @Override
        public int compare(Object left, Object right) {
            return -Integer.compare((Integer) left, (Integer) right);
        }
    }

    /** Whether the wrong checker judges a history of the sample otherwise than every order does. */
    private static <S, I, O> boolean isCaught(Sample<S, I, O> sample, Belief belief) {
        Model<S, I, O> wrong = new Believing<>(sample.model(), sample.outputs().getFirst(), belief);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < HISTORIES; i++) {
            History<I, O> history = sample.history(random.nextLong(), 2 + random.nextInt(6));
            boolean expected = BruteForce.linearizable(sample.model(), history.operations());
            boolean holds;
            try {
                holds = Consistency.linearizable(wrong).check(history).holds();
            } catch (IllegalStateException refusedByReplay) {
                return true;
            }
            if (holds != expected) {
                return true;
            }
        }
        return false;
    }

    @Test
    void healthyTwins_ofEveryModel_areNeverCaught() {
        for (Sample<?, ?, ?> sample : Sample.all()) {
            assertFalse(isCaught(sample, Belief.RIGHT), sample.name());
        }
    }

    @Test
    void mutantThatTakesEveryOperationForAnObserver_isCaught() {
        assertTrue(isCaught(Sample.casRegister(), Belief.EVERYTHING_OBSERVES));
        assertTrue(isCaught(Sample.tryMutex(), Belief.EVERYTHING_OBSERVES));
    }

    @Test
    void mutantThatTakesAllStatesForOne_isCaught() {
        assertTrue(isCaught(Sample.register(), Belief.ALL_STATES_ARE_ONE));
        assertTrue(isCaught(Sample.appendingKeyValue(), Belief.ALL_STATES_ARE_ONE));
    }

    @Test
    void mutantThatForgetsUnknownOperations_isCaught() {
        assertTrue(isCaught(Sample.register(), Belief.UNKNOWN_NEVER_HAPPENS));
        assertTrue(isCaught(Sample.counter(), Belief.UNKNOWN_NEVER_HAPPENS));
    }

    @Test
    void mutantThatDividesWhatBelongsTogether_isCaught() {
        assertTrue(isCaught(Sample.register(), Belief.DIVIDED_BY_OPERATION));
        assertTrue(isCaught(Sample.counter(), Belief.DIVIDED_BY_OPERATION));
    }

    @Test
    void mutantThatTakesFailuresForEffects_isCaught() {
        assertTrue(isCaught(Sample.counter(), Belief.FAILURES_HAPPEN));
    }

    @Test
    void mutantThatTakesAQueueForAStack_isCaught() {
        assertTrue(isCaught(Sample.fifoQueue(), Belief.LIFO));
        assertTrue(isCaught(Sample.stack(), Belief.FIFO));
        assertTrue(isCaught(Sample.priorityQueue(), Belief.LEAST_FIRST));
    }
}
