package dev.rehearsal.history;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The model as a table of numbers: states and kinds of operation are numbered as they turn up, and
 * the answers of the model are remembered for each pair.
 *
 * <p>Hash tables are only looked up here, never iterated, so numbers follow the order of the search
 * and nothing else.
 */
final class Steps<S, I, O> {
    /** The answer for an operation that cannot happen. */
    static final int ILLEGAL = -1;

    private static final int MEMO_MAX = 1 << 22;
    private static final int EMPTY = Integer.MIN_VALUE;

    /** What operations with equal steps have in common. */
    private record Kind(boolean known, Object input, @Nullable Object output) {}

    private final Model<S, I, O> model;
    private final UnaryOperator<S> quotient;

    private final Map<S, Integer> stateNumbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final Map<Kind, Integer> kindNumbers = new HashMap<>();
    private final List<I> kindInputs = new ArrayList<>();
    private final List<@Nullable O> kindOutputs = new ArrayList<>();
    private final List<Boolean> kindKnown = new ArrayList<>();
    private final Map<I, Integer> inputNumbers = new HashMap<>();

    /** Answers with several states: a code of -2 - i stands for the i-th. */
    private final List<int[]> several = new ArrayList<>();

    private long[] keys = new long[1024];
    private int[] answers = new int[1024];
    private int remembered;

    private Steps(Model<S, I, O> model, UnaryOperator<S> quotient) {
        this.model = model;
        this.quotient = quotient;
        Arrays.fill(answers, EMPTY);
    }

    static <S, I, O> Steps<S, I, O> of(
            Model<S, I, O> model, List<Operation<I, O>> operations, Set<Rules> rules) {
        return new Steps<>(
                model,
                rules.contains(Rules.QUOTIENT)
                        ? model.quotient(operations)
                        : UnaryOperator.identity());
    }

    int initial() {
        return number(model.initial());
    }

    /** How many states have turned up. */
    int states() {
        return states.size();
    }

    S state(int number) {
        return states.get(number);
    }

    int input(I input) {
        return inputNumbers.computeIfAbsent(input, _ -> inputNumbers.size());
    }

    int kind(boolean known, I input, @Nullable O output) {
        Kind kind = new Kind(known, input, known ? output : null);
        Integer number = kindNumbers.get(kind);
        if (number == null) {
            number = kindInputs.size();
            kindNumbers.put(kind, number);
            kindInputs.add(input);
            kindOutputs.add(output);
            kindKnown.add(known);
        }
        return number;
    }

    /** The state after the step, or {@link #ILLEGAL}, or a code below that for {@link #several}. */
    int next(int state, int kind) {
        long key = (long) state << 32 | kind;
        int slot = slot(key, keys.length);
        while (answers[slot] != EMPTY) {
            if (keys[slot] == key) {
                return answers[slot];
            }
            slot = slot + 1 & keys.length - 1;
        }
        int answer = ask(state, kind);
        remember(key, answer);
        return answer;
    }

    /** The states that a code below {@link #ILLEGAL} stands for. */
    int[] several(int code) {
        return several.get(-2 - code);
    }

    private int ask(int state, int kind) {
        List<S> next;
        if (kindKnown.get(kind)) {
            switch (model.step(states.get(state), kindInputs.get(kind), kindOutputs.get(kind))) {
                case Step.Legal<S>(List<S> legal) -> next = legal;
                case Step.Illegal<S> _ -> {
                    return ILLEGAL;
                }
            }
        } else {
            next = model.stepUnknown(states.get(state), kindInputs.get(kind));
        }
        if (next.isEmpty()) {
            return ILLEGAL;
        }
        int first = number(next.getFirst());
        if (next.size() == 1) {
            return first;
        }
        int[] numbers = new int[next.size()];
        int distinct = 0;
        for (S each : next) {
            int number = number(each);
            boolean known = false;
            for (int i = 0; i < distinct; i++) {
                known |= numbers[i] == number;
            }
            if (!known) {
                numbers[distinct++] = number;
            }
        }
        if (distinct == 1) {
            return first;
        }
        several.add(Arrays.copyOf(numbers, distinct));
        return -1 - several.size();
    }

    private int number(S state) {
        S representative = quotient.apply(state);
        Integer number = stateNumbers.get(representative);
        if (number == null) {
            number = states.size();
            stateNumbers.put(representative, number);
            states.add(representative);
        }
        return number;
    }

    private void remember(long key, int answer) {
        if (remembered >= MEMO_MAX) {
            Arrays.fill(answers, EMPTY);
            remembered = 0;
        } else if (remembered * 2 >= keys.length) {
            long[] oldKeys = keys;
            int[] oldAnswers = answers;
            keys = new long[oldKeys.length * 2];
            answers = new int[keys.length];
            Arrays.fill(answers, EMPTY);
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldAnswers[i] != EMPTY) {
                    put(oldKeys[i], oldAnswers[i]);
                }
            }
        }
        put(key, answer);
        remembered++;
    }

    private void put(long key, int answer) {
        int slot = slot(key, keys.length);
        while (answers[slot] != EMPTY) {
            slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = key;
        answers[slot] = answer;
    }

    private static int slot(long key, int length) {
        long mixed = (key ^ key >>> 31) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & length - 1;
    }
}
