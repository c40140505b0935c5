package dev.rehearsal.counterexample;

import dev.rehearsal.check.Options;
import dev.rehearsal.check.Property;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Result.Limit;
import dev.rehearsal.check.Result.Path;
import dev.rehearsal.check.Result.Verdict;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;

import io.vavr.control.Option;

/**
 * The shortest way in which a scenario fails, by a search of all states that it can reach.
 *
 * <p>Order and determinism: breadth first, so that no way is shorter; where one of an {@link
 * Property.Kind#EVENTUALLY eventually} goes round for ever it need not be the shortest.
 *
 * <p>Errors: what {@link Search} refuses, for instance a handler that asks for the time.
 *
 * @param property the name of the property that is violated
 * @param path the way there
 * @param retelling the same as a run of the simulation, or why there is none; for a plain model
 *     there is none
 */
public record Counterexample(String property, Path path, Retelling retelling) {

    /** What a search for a counterexample found. */
    public sealed interface Answer {}

    /** There is one. */
    public record Found(Counterexample counterexample) implements Answer {}

    /**
     * There is none within the bounds: every state was visited.
     *
     * @param states how many there are
     */
    public record None(long states) implements Answer {}

    /** A limit was reached before anybody knew. */
    public record Unknown(Limit limit) implements Answer {}

    /** How many steps it takes. */
    public int steps() {
        return path.actions().size();
    }

    /**
     * Whether a run takes the steps of the path. A story that was made smaller may fail in the same
     * way by others.
     *
     * @param traced a run with its trace
     */
    public Likeness likeness(Run traced) {
        return Likeness.of(path, traced.trace());
    }

    /**
     * Looks for the shortest counterexample of a system of actors.
     *
     * @param settings of the scenario, with a variant where it is about a planted bug
     * @param trouble what can go wrong
     * @param limits how far it may search; the strategy is breadth first in any case
     */
    public static Answer shortest(Settings settings, Trouble trouble, Options limits) {
        Result result =
                Search.with(limits.strategy(Options.Strategy.BREADTH_FIRST))
                        .run(settings.cluster().system(), trouble);
        for (Verdict verdict : result.verdicts()) {
            if (verdict.finding() == Finding.VIOLATED) {
                return new Found(of(settings, trouble, verdict));
            }
        }
        Option<Limit> limit = result.limit();
        return limit.isDefined() ? new Unknown(limit.get()) : new None(result.distinct());
    }

    /**
     * The counterexample of a verdict on a system of actors.
     *
     * @throws IllegalArgumentException when the verdict has no counterexample
     */
    public static Counterexample of(Settings settings, Trouble trouble, Verdict verdict) {
        if (verdict.finding() != Finding.VIOLATED || verdict.path().isEmpty()) {
            throw new IllegalArgumentException(
                    "a counterexample is of a property that is violated: property="
                            + verdict.name()
                            + " verdict="
                            + verdict.finding().label());
        }
        return new Counterexample(
                verdict.name(), verdict.path().get(), Retelling.of(settings, trouble, verdict));
    }
}
