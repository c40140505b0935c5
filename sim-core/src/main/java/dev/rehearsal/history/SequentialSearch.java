package dev.rehearsal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Search for a total order that keeps the order of each process: a configuration is (how many
 * operations of each process are placed, unknown ones placed, state).
 *
 * <p>An unknown operation is the last of its process and may be left out. The process whose next
 * operation was invoked first is tried first.
 *
 * <p>Source: Lamport, "How to make a multiprocessor computer that correctly executes multiprocess
 * programs", 1979; Gibbons and Korach 1997 for the cost.
 */
final class SequentialSearch<S, I, O> extends Search<S, I, O> {
    private final Participants<I, O> participants;

    /** Known operations of each process in order, and its unknown one or -1. */
    private final int[][] program;

    private final int[] last;
    private final int[] processOf;
    private final int[] unknownSlot;

    /** The field of each process in the mask. */
    private final int fieldBits;

    private final int fieldsPerWord;
    private final int knownWords;
    private final int demanded;
    private int done;

    private SequentialSearch(
            Participants<I, O> participants,
            int[][] program,
            int[] last,
            int fieldBits,
            int knownWords,
            int unknowns,
            Steps<S, I, O> steps,
            Set<Rules> rules,
            long budget) {
        super(
                participants.operations,
                participants.outputs,
                participants.known,
                steps,
                knownWords,
                (unknowns + 63) / 64,
                rules,
                budget);
        this.participants = participants;
        this.program = program;
        this.last = last;
        this.fieldBits = fieldBits;
        this.fieldsPerWord = 64 / fieldBits;
        this.knownWords = knownWords;
        this.processOf = new int[participants.operations.size()];
        this.unknownSlot = new int[participants.operations.size()];
        int slots = 0;
        int total = 0;
        for (int p = 0; p < program.length; p++) {
            for (int op : program[p]) {
                processOf[op] = p;
            }
            total += program[p].length;
            if (last[p] >= 0) {
                processOf[last[p]] = p;
                unknownSlot[last[p]] = slots++;
            }
        }
        demanded = total;
    }

    static <S, I, O> SequentialSearch<S, I, O> of(
            Model<S, I, O> model, List<Operation<I, O>> operations, Set<Rules> rules, long budget) {
        Participants<I, O> participants = new Participants<>(model, operations);
        Map<Integer, List<Integer>> byProcess = new TreeMap<>();
        for (int op = 0; op < participants.operations.size(); op++) {
            byProcess
                    .computeIfAbsent(
                            participants.operations.get(op).process(), _ -> new ArrayList<>())
                    .add(op);
        }
        int[][] program = new int[byProcess.size()][];
        int[] last = new int[byProcess.size()];
        int longest = 1;
        int unknowns = 0;
        int p = 0;
        for (List<Integer> operationsOfOne : byProcess.values()) {
            int end = operationsOfOne.getLast();
            last[p] = participants.known[end] ? -1 : end;
            unknowns += last[p] < 0 ? 0 : 1;
            program[p] =
                    operationsOfOne.stream()
                            .mapToInt(Integer::intValue)
                            .filter(op -> participants.known[op])
                            .toArray();
            longest = Math.max(longest, program[p].length);
            p++;
        }
        int fieldBits = 32 - Integer.numberOfLeadingZeros(longest);
        int knownWords = (program.length + 64 / fieldBits - 1) / (64 / fieldBits);
        Steps<S, I, O> steps = Steps.of(model, participants.operations, rules);
        return new SequentialSearch<>(
                participants, program, last, fieldBits, knownWords, unknowns, steps, rules, budget);
    }

    int processes() {
        return program.length;
    }

    Participants<I, O> participants() {
        return participants;
    }

    @Override
    boolean settle() {
        done = 0;
        for (int p = 0; p < program.length; p++) {
            int next = next(p);
            while (observersAtOnce
                    && next < program[p].length
                    && participants.observer[program[p][next]]
                    && observe(program[p][next])) {
                next++;
            }
            done += next;
        }
        return done == demanded;
    }

    @Override
    void collect() {
        int bound = -1;
        // Selection by invocation: few processes, and no allocation.
        for (int round = 0; round < program.length; round++) {
            int best = -1;
            for (int p = 0; p < program.length; p++) {
                int next = next(p);
                if (next < program[p].length
                        && program[p][next] > bound
                        && (best < 0 || program[p][next] < best)) {
                    best = program[p][next];
                }
            }
            if (best < 0) {
                break;
            }
            bound = best;
            if (!(observersAtOnce && participants.observer[best])) {
                offer(best);
            }
        }
        for (int p = 0; p < program.length; p++) {
            if (last[p] >= 0 && next(p) == program[p].length && !isPlaced(last[p])) {
                offer(last[p]);
            }
        }
    }

    @Override
    boolean equalsAreOrdered() {
        return false;
    }

    @Override
    boolean isAlone() {
        return program.length <= 1;
    }

    @Override
    int progress() {
        return done;
    }

    @Override
    void mark(int op) {
        int p = processOf[op];
        if (known[op]) {
            mask[p / fieldsPerWord] += 1L << p % fieldsPerWord * fieldBits;
        } else {
            mask[knownWords + (unknownSlot[op] >> 6)] |= 1L << unknownSlot[op];
        }
    }

    private boolean isPlaced(int unknown) {
        int slot = unknownSlot[unknown];
        return (mask[knownWords + (slot >> 6)] & 1L << slot) != 0;
    }

    private int next(int process) {
        long field = mask[process / fieldsPerWord] >>> process % fieldsPerWord * fieldBits;
        return (int) (field & (1L << fieldBits) - 1);
    }
}
