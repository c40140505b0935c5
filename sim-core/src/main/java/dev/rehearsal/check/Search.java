package dev.rehearsal.check;

import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Result.Limit;
import dev.rehearsal.check.Result.Path;
import dev.rehearsal.check.Result.Verdict;
import dev.rehearsal.kernel.Topology;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Looks at every state that a model can reach.
 *
 * <p>Order and determinism: breadth first, the counterexample of a property is one of the shortest,
 * also where other properties are still open, and always the same one. Every figure and path is the
 * same for any number of threads. That a property is satisfied on every path is looked into when
 * all states are known and nothing is violated: the shortest way to an end is reported, or else a
 * way into a cycle, which need not be the shortest. In a plain model any cycle counts; in a system
 * of actors one on which nothing is put off for ever.
 *
 * <p>Errors: symmetry that the model has not declared and more than 64 properties are refused with
 * {@link IllegalArgumentException}; what the model throws reaches the caller.
 *
 * <p>Cost: 20 to 25 bytes for each distinct state, and the states that wait to be expanded.
 */
public final class Search {

    private final Options options;
    private final Progress progress;
    private final LongSupplier clock;
    private final boolean partialOrder;

    private Search(Options options, Progress progress, LongSupplier clock, boolean partialOrder) {
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.partialOrder = partialOrder;
    }

    /** A search that tells nobody how far it is, and measures its time by the machine's clock. */
    public static Search with(Options options) {
        return new Search(options, Progress.NONE, System::nanoTime, false);
    }

    /** The same search, which tells how far it is. */
    public Search telling(Progress other) {
        return new Search(options, other, clock, partialOrder);
    }

    /**
     * The same search, with another clock for {@link Options#nanosMax}.
     *
     * @param nanos read by all threads
     */
    public Search timedBy(LongSupplier nanos) {
        return new Search(options, progress, nanos, partialOrder);
    }

    /**
     * The same search, which leaves out orders of steps that make no difference to any property:
     * steps at different nodes commute. For systems of actors only.
     *
     * <p>It finds the same verdicts with no more states. A counterexample is one of the shortest
     * among those that are left. What comes on every path is judged with all orders.
     */
    public Search partialOrder() {
        return new Search(options, progress, clock, true);
    }

    /** Searches a model: what can be put off for ever in it is put off for ever. */
    public <S, A> Result run(Model<S, A> model) {
        if (partialOrder) {
            throw new IllegalArgumentException(
                    "orders are left out of systems of actors only: model="
                            + model.getClass().getSimpleName());
        }
        return search(new ModelSpace<>(model, options.symmetry()));
    }

    /**
     * Searches a system of actors.
     *
     * <p>A handler that asks for the time is refused, naming the actor. Each different turn is run
     * once more, the first ones several times, before anything is concluded from it.
     *
     * @throws TimeAskedException when a handler asks for the time, and the clock is not frozen
     * @throws NotDeterministicException when a handler does not do the same again
     */
    public Result run(ActorSystem system, Trouble trouble) {
        if (options.symmetry()) {
            if (system.interchange().isEmpty()) {
                throw new IllegalArgumentException(
                        "symmetry must be declared by the system: nodes="
                                + system.topology()
                                        .nodes()
                                        .map(Topology.Node::name)
                                        .mkString(", "));
            }
            if (partialOrder || trouble.crashes()) {
                throw new IllegalArgumentException(
                        "symmetry of actors goes neither with crashes nor with a partial order of"
                                + " steps: leave one of them out");
            }
            return search(ActorSpace.symmetric(system, trouble));
        }
        if (!partialOrder) {
            return search(new ActorSpace(system, trouble));
        }
        long deadline = deadline();
        Commutation known = ActorSpace.commutation(system);
        while (true) {
            Result result = search(new ActorSpace(system, trouble, known), deadline);
            Commutation more = known.after();
            if (more == known || result.end() != End.EXHAUSTED) {
                return result;
            }
            known = more;
        }
    }

    <S> Result search(Space<S> space) {
        return search(space, deadline());
    }

    private long deadline() {
        return options.nanosMax() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : clock.getAsLong() + options.nanosMax();
    }

    private <S> Result search(Space<S> space, long deadline) {
        try (Engine<S> engine = new Engine<>(space, options, progress, clock, deadline)) {
            engine.run();
            return judge(space, engine, deadline);
        }
    }

    private <S> Result judge(Space<S> space, Engine<S> engine, long deadline) {
        Space.Expander<S> expander = space.expander();
        Limit limit = engine.limit();
        Vector<Space.Goal> goals = space.goals();
        boolean violated = false;
        for (int p = 0; p < goals.size(); p++) {
            violated |= goals.get(p).kind() == Property.Kind.ALWAYS && engine.isDecided(p);
        }
        boolean exhausted = limit == null && (!violated || options.keepGoing());
        Vector<Verdict> verdicts = Vector.empty();
        for (int p = 0; p < goals.size(); p++) {
            Verdict verdict =
                    switch (goals.get(p).kind()) {
                        case ALWAYS -> always(goals.get(p), p, engine, expander, exhausted);
                        case SOMETIMES -> sometimes(goals.get(p), p, engine, expander, exhausted);
                        case EVENTUALLY, LEADS_TO ->
                                limit == null && (!violated || options.keepGoing())
                                        ? onEveryPath(space.living(), p, goals.get(p), deadline)
                                        : verdict(goals.get(p), Finding.INCONCLUSIVE, "", null);
                    };
            violated |= verdict.finding() == Finding.VIOLATED;
            verdicts = verdicts.append(verdict);
        }
        End end = limit != null ? End.LIMIT : End.EXHAUSTED;
        if (violated && !options.keepGoing()) {
            end = End.VIOLATED;
        }
        boolean breadth = options.strategy() == Options.Strategy.BREADTH_FIRST;
        return new Result(
                end,
                end == End.LIMIT ? Option.of(limit) : Option.none(),
                engine.distinct(),
                engine.generated(),
                breadth ? Option.some(engine.depth()) : Option.none(),
                engine.terminal(),
                verdicts);
    }

    private static Verdict verdict(
            Space.Goal goal, Finding finding, String message, @Nullable Path path) {
        return new Verdict(goal.name(), goal.kind(), finding, message, Option.of(path));
    }

    private static <S> Verdict always(
            Space.Goal goal,
            int number,
            Engine<S> engine,
            Space.Expander<S> expander,
            boolean exhausted) {
        if (!engine.isDecided(number)) {
            return verdict(goal, exhausted ? Finding.HOLDS : Finding.INCONCLUSIVE, "", null);
        }
        List<Long> keys = engine.witness(number);
        Trail<S> trail = new Trail<>(expander);
        String message = expander.message(trail.states(keys).getLast(), number);
        return verdict(goal, Finding.VIOLATED, message, trail.path(keys, null));
    }

    private static <S> Verdict sometimes(
            Space.Goal goal,
            int number,
            Engine<S> engine,
            Space.Expander<S> expander,
            boolean exhausted) {
        if (!engine.isDecided(number)) {
            return verdict(goal, exhausted ? Finding.NOT_FOUND : Finding.INCONCLUSIVE, "", null);
        }
        Path path = new Trail<>(expander).path(engine.witness(number), null);
        return verdict(goal, Finding.FOUND, "", path);
    }

    private <S> Verdict onEveryPath(Space<S> space, int number, Space.Goal goal, long deadline) {
        try (Liveness<S> liveness = new Liveness<>(space, number, options, clock, deadline)) {
            Liveness.Found found = liveness.search();
            if (found.keys() != null) {
                return verdict(
                        goal,
                        Finding.VIOLATED,
                        found.loop() == null
                                ? "it never happens on a path that ends"
                                : "it never happens on a path that goes round for ever",
                        new Trail<>(space.expander()).path(found.keys(), found.loop()));
            }
            return verdict(goal, found.cut() ? Finding.INCONCLUSIVE : Finding.HOLDS, "", null);
        }
    }
}
