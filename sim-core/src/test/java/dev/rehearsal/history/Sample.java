package dev.rehearsal.history;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.AppendLog;
import dev.rehearsal.history.model.Counter;
import dev.rehearsal.history.model.ElementSet;
import dev.rehearsal.history.model.FifoQueue;
import dev.rehearsal.history.model.KeyValue;
import dev.rehearsal.history.model.MultiRegister;
import dev.rehearsal.history.model.Mutex;
import dev.rehearsal.history.model.PriorityQueue;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.history.model.Stack;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A model with operations and results to make random histories of: clients over a correct object,
 * now and then a wrong result, a failure, or an outcome that nobody learns.
 */
record Sample<S, I, O>(String name, Model<S, I, O> model, List<I> inputs, List<O> outputs) {

    /** One of each ready model. */
    static List<Sample<?, ?, ?>> all() {
        return List.of(
                register(),
                casRegister(),
                keyValue(),
                appendingKeyValue(),
                multiRegister(),
                mutex(),
                tryMutex(),
                fifoQueue(),
                stack(),
                priorityQueue(),
                elementSet(),
                counter(),
                appendLog(),
                dice());
    }

    static Sample<?, ?, ?> register() {
        return new Sample<>(
                "register",
                Register.<Integer>holding(0),
                List.of(
                        new Register.Read<>(),
                        new Register.Write<>(1),
                        new Register.Write<>(2),
                        new Register.Read<>()),
                List.of(Answer.done(), Answer.value(0), Answer.value(1), Answer.value(2)));
    }

    static Sample<?, ?, ?> casRegister() {
        return new Sample<>(
                "cas-register",
                Register.<Integer>holding(null).withFailedSwapsObserved(),
                List.of(
                        new Register.Read<>(),
                        new Register.Write<>(1),
                        new Register.Cas<>(1, 2),
                        new Register.Cas<>(2, 1),
                        new Register.Cas<>(2, 2)),
                List.of(
                        Answer.done(),
                        Answer.value(null),
                        Answer.value(1),
                        Answer.value(2),
                        Answer.flag(true),
                        Answer.flag(false),
                        Answer.unseen()));
    }

    static Sample<?, ?, ?> keyValue() {
        return new Sample<>(
                "kv",
                KeyValue.<String, Integer>empty(),
                List.of(
                        new KeyValue.Get<>("x"),
                        new KeyValue.Get<>("y"),
                        new KeyValue.Put<>("x", 1),
                        new KeyValue.Put<>("x", 2),
                        new KeyValue.Put<>("y", 1)),
                List.of(Answer.done(), Answer.value(null), Answer.value(1), Answer.value(2)));
    }

    static Sample<?, ?, ?> appendingKeyValue() {
        return new Sample<>(
                "kv-append",
                KeyValue.<String>ofStrings(""),
                List.of(
                        new KeyValue.Get<>("x"),
                        new KeyValue.Get<>("x"),
                        new KeyValue.Put<>("x", "a"),
                        new KeyValue.Append<>("x", "a"),
                        new KeyValue.Append<>("x", "b")),
                List.of(
                        Answer.done(),
                        Answer.value(""),
                        Answer.value("a"),
                        Answer.value("ab"),
                        Answer.value("ba"),
                        Answer.value("aab"),
                        Answer.value("b")));
    }

    static Sample<?, ?, ?> multiRegister() {
        return new Sample<>(
                "multi-register",
                MultiRegister.<String, Integer>empty(),
                List.of(
                        Vector.of(new MultiRegister.Read<>("x"), new MultiRegister.Read<>("y")),
                        Vector.of(
                                new MultiRegister.Write<>("x", 1),
                                new MultiRegister.Write<>("y", 1)),
                        Vector.of(new MultiRegister.Write<>("x", 2), new MultiRegister.Read<>("x")),
                        Vector.of(
                                new MultiRegister.Read<>("y"), new MultiRegister.Write<>("y", 2))),
                List.of(
                        Vector.empty(),
                        Vector.of(Answer.value(null)),
                        Vector.of(Answer.value(1)),
                        Vector.of(Answer.value(2)),
                        Vector.of(Answer.value(1), Answer.value(1)),
                        Vector.of(Answer.value(null), Answer.value(null)),
                        Vector.of(Answer.value(2), Answer.value(1)),
                        Vector.of(Answer.value(2), Answer.value(2)),
                        Vector.of(Answer.value(1), Answer.unseen())));
    }

    static Sample<?, ?, ?> mutex() {
        return new Sample<>(
                "mutex",
                Mutex.free(),
                List.of(Mutex.Call.ACQUIRE, Mutex.Call.RELEASE),
                List.of(Answer.done()));
    }

    static Sample<?, ?, ?> tryMutex() {
        return new Sample<>(
                "mutex with try_lock",
                Mutex.free(),
                List.of(Mutex.Call.TRY_LOCK, Mutex.Call.UNLOCK),
                List.of(Answer.flag(true), Answer.flag(false)));
    }

    static Sample<?, ?, ?> fifoQueue() {
        return new Sample<>(
                "fifo-queue",
                FifoQueue.<Integer>empty(),
                List.of(
                        new FifoQueue.Enqueue<>(1),
                        new FifoQueue.Enqueue<>(2),
                        new FifoQueue.Enqueue<>(3),
                        new FifoQueue.Dequeue<>(),
                        new FifoQueue.Dequeue<>(),
                        new FifoQueue.Dequeue<>()),
                List.of(
                        Answer.done(),
                        Answer.value(null),
                        Answer.value(1),
                        Answer.value(2),
                        Answer.value(3)));
    }

    static Sample<?, ?, ?> stack() {
        return new Sample<>(
                "stack",
                Stack.<Integer>empty(),
                List.of(
                        new Stack.Push<>(1),
                        new Stack.Push<>(2),
                        new Stack.Push<>(3),
                        new Stack.Pop<>(),
                        new Stack.Pop<>(),
                        new Stack.Pop<>()),
                List.of(
                        Answer.done(),
                        Answer.value(null),
                        Answer.value(1),
                        Answer.value(2),
                        Answer.value(3)));
    }

    static Sample<?, ?, ?> priorityQueue() {
        return new Sample<>(
                "priority-queue",
                PriorityQueue.<Integer>empty(),
                List.of(
                        new PriorityQueue.Insert<>(1),
                        new PriorityQueue.Insert<>(2),
                        new PriorityQueue.Insert<>(3),
                        new PriorityQueue.RemoveLeast<>(),
                        new PriorityQueue.RemoveLeast<>(),
                        new PriorityQueue.RemoveLeast<>()),
                List.of(
                        Answer.done(),
                        Answer.value(null),
                        Answer.value(1),
                        Answer.value(2),
                        Answer.value(3)));
    }

    static Sample<?, ?, ?> elementSet() {
        return new Sample<>(
                "set",
                ElementSet.<Integer>empty(),
                List.of(
                        new ElementSet.Add<>(1),
                        new ElementSet.Remove<>(1),
                        new ElementSet.Contains<>(1),
                        new ElementSet.Add<>(2),
                        new ElementSet.Contains<>(2)),
                List.of(Answer.flag(true), Answer.flag(false)));
    }

    static Sample<?, ?, ?> counter() {
        return new Sample<>(
                "counter",
                Counter.from(0),
                List.of(
                        new Counter.Add(1),
                        new Counter.Add(2),
                        new Counter.Get(),
                        new Counter.Get()),
                List.of(
                        Answer.done(),
                        Answer.value(0L),
                        Answer.value(1L),
                        Answer.value(2L),
                        Answer.value(3L),
                        Answer.value(4L)));
    }

    static Sample<?, ?, ?> appendLog() {
        return new Sample<>(
                "log",
                AppendLog.<Integer>empty(),
                List.of(
                        new AppendLog.Append<>(1),
                        new AppendLog.Append<>(2),
                        new AppendLog.Read<>(0),
                        new AppendLog.Read<>(0),
                        new AppendLog.Read<>(1)),
                List.of(
                        Answer.done(),
                        Answer.at(0),
                        Answer.at(1),
                        Answer.value(Vector.empty()),
                        Answer.value(Vector.of(1)),
                        Answer.value(Vector.of(2)),
                        Answer.value(Vector.of(1, 2)),
                        Answer.value(Vector.of(2, 1)),
                        Answer.value(Vector.of(1, 1))));
    }

    /**
     * A model of one's own with more than one next state: a bag that returns any of its elements.
     */
    static Sample<?, ?, ?> dice() {
        return new Sample<>("bag", new Bag(), List.of(1, 2, 0, 0, -1), List.of(0, 1, 2));
    }

    /** Positive: put it in. Zero: take any. Negative: something is lost, nobody knows what. */
    private record Bag() implements Model<Vector<Integer>, Integer, Integer> {
        @Override
        public Vector<Integer> initial() {
            return Vector.empty();
        }

        @Override
        public Step<Vector<Integer>> step(Vector<Integer> state, Integer input, Integer output) {
            if (input > 0) {
                return output == 0
                        ? Step.legal(state.append(input).sorted())
                        : Step.illegal("put returns 0");
            }
            if (input == 0) {
                return output > 0 && state.contains(output)
                        ? Step.legal(state.remove(output))
                        : Step.illegal("the bag holds " + state);
            }
            return output == 0 && !state.isEmpty()
                    ? Step.legal(stepUnknown(state, input))
                    : Step.illegal("the bag holds " + state);
        }

        @Override
        public List<Vector<Integer>> stepUnknown(Vector<Integer> state, Integer input) {
            return input > 0
                    ? List.of(state.append(input).sorted())
                    : state.distinct().map(state::remove).toJavaList();
        }
    }

    /** A history of so many operations, the same for the same seed. */
    History<I, O> history(long seed, int operations) {
        SplittableRandom random = new SplittableRandom(seed);
        int processes = 1 + random.nextInt(4);
        int wrong = random.nextInt(3) * 10;
        int lost = random.nextInt(3) * 10;
        History.Builder<I, O> builder = History.builder();
        S state = model.initial();
        int invoked = 0;
        List<Integer> idle = new ArrayList<>();
        for (int p = 0; p < processes; p++) {
            idle.add(p);
        }
        List<Open<I, O>> open = new ArrayList<>();
        int fresh = processes;
        while (invoked < operations || !open.isEmpty()) {
            if (invoked < operations
                    && !idle.isEmpty()
                    && (open.isEmpty() || random.nextInt(3) == 0)) {
                int process = idle.remove(random.nextInt(idle.size()));
                I input = inputs.get(random.nextInt(inputs.size()));
                open.add(new Open<>(builder.invoke(process, input), process, input, null));
                invoked++;
                continue;
            }
            if (open.isEmpty()) {
                break;
            }
            int at = random.nextInt(open.size());
            Open<I, O> one = open.get(at);
            if (one.output == null) {
                O output = legal(state, one.input, random);
                if (output == null && random.nextInt(4) > 0) {
                    // It waits; sometimes for ever, and then its process is never heard of again.
                    if (random.nextInt(4) == 0) {
                        open.remove(at);
                    }
                    continue;
                }
                if (output != null
                        && model.step(state, one.input, output)
                                instanceof Step.Legal<S>(List<S> next)) {
                    state = next.get(random.nextInt(next.size()));
                }
                O told =
                        output == null || random.nextInt(100) < wrong
                                ? outputs.get(random.nextInt(outputs.size()))
                                : output;
                open.set(at, new Open<>(one.operation, one.process, one.input, told));
                continue;
            }
            open.remove(at);
            if (random.nextInt(100) < lost) {
                if (random.nextInt(4) == 0) {
                    builder.fail(one.operation);
                    idle.add(one.process);
                } else {
                    builder.unknown(one.operation);
                    idle.add(fresh++);
                }
            } else {
                builder.ok(one.operation, one.output);
                idle.add(one.process);
            }
        }
        return builder.build();
    }

    private O legal(S state, I input, SplittableRandom random) {
        int from = random.nextInt(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            O output = outputs.get((from + i) % outputs.size());
            if (model.step(state, input, output) instanceof Step.Legal<S>) {
                return output;
            }
        }
        return null;
    }

    private record Open<I, O>(int operation, int process, I input, O output) {}
}
