package dev.rehearsal.check;

import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Result.Limit;
import dev.rehearsal.check.Result.Path;
import dev.rehearsal.check.Result.Verdict;

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
 * way into a cycle, which need not be the shortest.
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

    private Search(Options options, Progress progress, LongSupplier clock) {
        this.options = options;
        this.progress = progress;
        this.clock = clock;
    }

    /** A search that tells nobody how far it is, and measures its time by the machine's clock. */
    public static Search with(Options options) {
        return new Search(options, Progress.NONE, System::nanoTime);
    }

    /** The same search, which tells how far it is. */
    public Search telling(Progress other) {
        return new Search(options, other, clock);
    }

    /**
     * The same search, with another clock for {@link Options#nanosMax}.
     *
     * @param nanos read by all threads
     */
    public Search timedBy(LongSupplier nanos) {
        return new Search(options, progress, nanos);
    }

    /** Searches a model. */
    public <S, A> Result run(Model<S, A> model) {
        return search(new ModelSpace<>(model, options.symmetry()));
    }

    /**
     * Searches a system of actors.
     *
     * <p>A handler that asks for the time is refused, naming the actor.
     */
    public Result run(ActorSystem system, Trouble trouble) {
        if (options.symmetry()) {
            throw new IllegalArgumentException(
                    "symmetry must be declared: there is none of actors");
        }
        return search(new ActorSpace(system, trouble));
    }

    <S> Result search(Space<S> space) {
        long start = clock.getAsLong();
        long deadline =
                options.nanosMax() == Long.MAX_VALUE ? Long.MAX_VALUE : start + options.nanosMax();
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
                                        ? onEveryPath(space, p, expander, deadline)
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

    private <S> Verdict onEveryPath(
            Space<S> space, int number, Space.Expander<S> expander, long deadline) {
        Space.Goal goal = space.goals().get(number);
        try (Liveness<S> liveness = new Liveness<>(space, number, options, clock, deadline)) {
            Liveness.Found found = liveness.search();
            if (found.keys() != null) {
                return verdict(
                        goal,
                        Finding.VIOLATED,
                        found.loop() == null
                                ? "it never happens on a path that ends"
                                : "it never happens on a path that goes round for ever",
                        new Trail<>(expander).path(found.keys(), found.loop()));
            }
            return verdict(goal, found.cut() ? Finding.INCONCLUSIVE : Finding.HOLDS, "", null);
        }
    }
}
