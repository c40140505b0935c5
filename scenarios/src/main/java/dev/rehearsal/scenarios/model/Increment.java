package dev.rehearsal.scenarios.model;

import dev.rehearsal.check.Model;
import dev.rehearsal.check.Property;
import dev.rehearsal.check.Symmetry;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Threads that read a shared number, add one, and write it back: the lost update. */
public final class Increment implements Scenario {

    private static final Parameter.Count THREADS =
            new Parameter.Count("threads", "how many threads", 2, 1, 12);

    /** The scenario with two threads. */
    public Increment() {}

    @Override
    public String name() {
        return "increment";
    }

    @Override
    public String summary() {
        return "threads read a number and write one more: is every one of them counted?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(THREADS);
    }

    @Override
    public Cluster cluster(Settings settings) {
        return Cluster.builder().build();
    }

    @Override
    public Option<Model<?, ?>> model(Settings settings) {
        return Option.some(new Threads(settings.get(THREADS)));
    }

    /** How far a thread is. */
    enum Progress {
        READS,
        WRITES,
        FINISHED
    }

    /**
     * A thread.
     *
     * @param local what it has read, and one more when it has written
     */
    record Worker(Progress progress, int local) {}

    /** The number that all share, and the threads. */
    record State(int shared, Vector<Worker> workers) {

        int finished() {
            return workers.count(worker -> worker.progress() == Progress.FINISHED);
        }
    }

    /**
     * What can happen.
     *
     * @param worker its number, from 0
     */
    record Move(int worker, Progress progress) {}

    // @start region=model
    private record Threads(int count) implements Model<State, Move> {

        @Override
        public Vector<State> initial() {
            return Vector.of(new State(0, Vector.fill(count, () -> new Worker(Progress.READS, 0))));
        }

        @Override
        public void actions(State state, Consumer<? super Move> enabled) {
            for (int w = 0; w < count; w++) {
                Progress progress = state.workers().get(w).progress();
                if (progress != Progress.FINISHED) {
                    enabled.accept(new Move(w, progress));
                }
            }
        }

        @Override
        public State next(State state, Move move) {
            Vector<Worker> workers = state.workers();
            int local = workers.get(move.worker()).local();
            return switch (move.progress()) {
                case READS ->
                        new State(
                                state.shared(),
                                workers.update(
                                        move.worker(),
                                        new Worker(Progress.WRITES, state.shared())));
                case WRITES ->
                        new State(
                                local + 1,
                                workers.update(
                                        move.worker(), new Worker(Progress.FINISHED, local)));
                case FINISHED -> state;
            };
        }

        @Override
        public Vector<Property<State>> properties() {
            return Vector.of(Property.invariant("every thread counts", Threads::lost));
        }

        private static @Nullable String lost(State state) {
            return state.shared() == state.finished()
                    ? null
                    : "the number must be that of the finished threads: number="
                            + state.shared()
                            + " finished="
                            + state.finished();
        }

        // @end

        @Override
        public Option<Symmetry<State>> symmetry() {
            return Option.some(
                    Symmetry.sorted(
                            State::workers,
                            (state, workers) -> new State(state.shared(), workers)));
        }

        @Override
        public String describe(Move move) {
            return "t"
                    + (move.worker() + 1)
                    + (move.progress() == Progress.READS ? " reads" : " writes");
        }

        @Override
        public Vector<String> describeState(State state) {
            return state.workers()
                    .zipWithIndex((worker, w) ->
                            "t" + (w + 1) + "=" + worker.progress() + " " + worker.local())
                    .prepend("number=" + state.shared());
        }
    }
}
