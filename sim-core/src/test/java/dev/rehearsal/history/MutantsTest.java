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

    /** A model with one belief exchanged; the steps stay what they are. */
    private record Believing<S, I, O>(
            Model<S, I, O> model,
            boolean everythingObserves,
            boolean allStatesEqual,
            boolean unknownNeverHappens,
            boolean dividedByOperation,
            boolean failuresHappen,
            Optional<Container.Kind> container,
            @Nullable O anyOutput)
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
            return unknownNeverHappens ? List.of() : model.stepUnknown(state, input);
        }

        @Override
        public boolean reads(I input) {
            return model.reads(input);
        }

        @Override
        public boolean observes(I input, O output) {
            return everythingObserves || model.observes(input, output);
        }

        @Override
        public Optional<O> failed(I input) {
            return failuresHappen ? Optional.ofNullable(anyOutput) : model.failed(input);
        }

        @Override
        public Object part(I input) {
            return dividedByOperation ? input.toString() : model.part(input);
        }

        @Override
        public UnaryOperator<S> quotient(List<Operation<I, O>> operations) {
            return allStatesEqual ? _ -> model.initial() : model.quotient(operations);
        }

        @Override
        public Optional<Container<I, O>> container(Object part) {
            return container.isEmpty()
                    ? model.container(part)
                    : model.container(part).map(shape -> new Lying<>(shape, container.get()));
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

    private static <S, I, O> Believing<S, I, O> healthy(Sample<S, I, O> sample) {
        return new Believing<>(
                sample.model(),
                false,
                false,
                false,
                false,
                false,
                Optional.empty(),
                sample.outputs().getFirst());
    }

    /** Whether the wrong checker judges a history of the sample otherwise than every order does. */
    private static <S, I, O> boolean isCaught(Sample<S, I, O> sample, Model<S, I, O> wrong) {
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
            assertFalse(isHealthyCaught(sample), sample.name());
        }
    }

    private static <S, I, O> boolean isHealthyCaught(Sample<S, I, O> sample) {
        return isCaught(sample, healthy(sample));
    }

    @Test
    void mutantThatTakesEveryOperationForAnObserver_isCaught() {
        assertTrue(everythingObserves(Sample.casRegister()));
        assertTrue(everythingObserves(Sample.tryMutex()));
    }

    private static <S, I, O> boolean everythingObserves(Sample<S, I, O> sample) {
        return isCaught(
                sample,
                new Believing<>(
                        sample.model(), true, false, false, false, false, Optional.empty(), null));
    }

    @Test
    void mutantThatTakesAllStatesForOne_isCaught() {
        assertTrue(allStatesEqual(Sample.register()));
        assertTrue(allStatesEqual(Sample.appendingKeyValue()));
    }

    private static <S, I, O> boolean allStatesEqual(Sample<S, I, O> sample) {
        return isCaught(
                sample,
                new Believing<>(
                        sample.model(), false, true, false, false, false, Optional.empty(), null));
    }

    @Test
    void mutantThatForgetsUnknownOperations_isCaught() {
        assertTrue(unknownNeverHappens(Sample.register()));
        assertTrue(unknownNeverHappens(Sample.counter()));
    }

    private static <S, I, O> boolean unknownNeverHappens(Sample<S, I, O> sample) {
        return isCaught(
                sample,
                new Believing<>(
                        sample.model(), false, false, true, false, false, Optional.empty(), null));
    }

    @Test
    void mutantThatDividesWhatBelongsTogether_isCaught() {
        assertTrue(divided(Sample.register()));
        assertTrue(divided(Sample.counter()));
    }

    private static <S, I, O> boolean divided(Sample<S, I, O> sample) {
        return isCaught(
                sample,
                new Believing<>(
                        sample.model(), false, false, false, true, false, Optional.empty(), null));
    }

    @Test
    void mutantThatTakesFailuresForEffects_isCaught() {
        assertTrue(failuresHappen(Sample.counter()));
    }

    private static <S, I, O> boolean failuresHappen(Sample<S, I, O> sample) {
        return isCaught(
                sample,
                new Believing<>(
                        sample.model(),
                        false,
                        false,
                        false,
                        false,
                        true,
                        Optional.empty(),
                        sample.outputs().getFirst()));
    }

    @Test
    void mutantThatTakesAQueueForAStack_isCaught() {
        assertTrue(lying(Sample.fifoQueue(), Container.Kind.LIFO));
        assertTrue(lying(Sample.stack(), Container.Kind.FIFO));
        assertTrue(lying(Sample.priorityQueue(), Container.Kind.LEAST_FIRST));
    }

    private static <S, I, O> boolean lying(Sample<S, I, O> sample, Container.Kind kind) {
        return isCaught(
                sample,
                new Believing<>(
                        sample.model(),
                        false,
                        false,
                        false,
                        false,
                        false,
                        Optional.of(kind),
                        null));
    }
}
