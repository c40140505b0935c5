package dev.rehearsal.plain;

import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Strategy;
import dev.rehearsal.story.StoryText;

import io.vavr.collection.Map;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import java.util.function.LongFunction;

/**
 * A scenario that is simulated under a range of seeds.
 *
 * <p>Shape: an immutable value; seeds 0 to 99 under {@link FaultProfile#LOSSY} when nothing else is
 * said.
 *
 * <p>Determinism: the same seeds give the same runs, in every build and on every machine. They run
 * in order, and the first that fails is the one that is told.
 */
public final class Rehearsal {

    private static final int SEEDS_USUAL = 100;

    private final Settings settings;
    private final LongFunction<FaultProfile> profile;
    private final Strategy strategy;
    private final long first;
    private final long end;

    /**
     * What came of all the runs.
     *
     * @param runs how many there were
     * @param vacuous how many of them say nothing: no fault made a difference, or nothing was
     *     answered
     * @param tallies of the faults, by kind
     */
    public record Summary(long runs, long vacuous, Map<String, Run.Tally> tallies) {

        /** Of no runs. */
        public static final Summary NONE = new Summary(0, 0, TreeMap.empty());

        /** With one more run. */
        public Summary plus(Run run) {
            return new Summary(
                    runs + 1,
                    vacuous + (run.vacuous() ? 1 : 0),
                    tallies.merge(
                            run.tallies(),
                            (one, other) ->
                                    new Run.Tally(
                                            one.injected() + other.injected(),
                                            one.effective() + other.effective())));
        }

        /** {@code 100 runs, 3 vacuous; drop 17 of 20 effective, ...}. */
        @Override
        public String toString() {
            return runs
                    + " runs, "
                    + vacuous
                    + " vacuous"
                    + tallies.map(entry ->
                                    entry._1
                                            + " "
                                            + entry._2.effective()
                                            + " of "
                                            + entry._2.injected()
                                            + " effective")
                            .mkString("; ", ", ", "");
        }
    }

    private Rehearsal(
            Settings settings,
            LongFunction<FaultProfile> profile,
            Strategy strategy,
            long first,
            long end) {
        this.settings = settings;
        this.profile = profile;
        this.strategy = strategy;
        this.first = first;
        this.end = end;
    }

    /** A scenario with its defaults. */
    public static Rehearsal simulate(Scenario scenario) {
        return simulate(scenario.settings());
    }

    /** A scenario with some settings. */
    public static Rehearsal simulate(Settings settings) {
        return new Rehearsal(settings, _ -> FaultProfile.LOSSY, Strategy.TIME, 0, SEEDS_USUAL);
    }

    /** Under other faults. */
    public Rehearsal under(FaultProfile faults) {
        return new Rehearsal(settings, _ -> faults, strategy, first, end);
    }

    /**
     * Under a ready profile; {@code swarm} is another for each seed.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public Rehearsal under(String name) {
        FaultProfile.named(name, first);
        return new Rehearsal(
                settings, seed -> FaultProfile.named(name, seed), strategy, first, end);
    }

    /** With another one who chooses what happens next than virtual time. */
    public Rehearsal choosing(Strategy other) {
        return new Rehearsal(settings, profile, other, first, end);
    }

    /**
     * With other seeds.
     *
     * @param from the first
     * @param to the one after the last
     * @throws IllegalArgumentException when there are none
     */
    public Rehearsal seeds(long from, long to) {
        if (from >= to) {
            throw new IllegalArgumentException(
                    "there must be a seed in [from, to): from=" + from + " to=" + to);
        }
        return new Rehearsal(settings, profile, strategy, from, to);
    }

    /**
     * Runs the seeds, and demands that every property of the scenario be shown to hold in each run:
     * a history check whose budget ran out is a failure, too.
     *
     * @return what the faults did
     * @throws AssertionError with the seed, the violation, and the shrunk story
     */
    public Summary assertHolds() {
        Simulation simulation = Simulation.of(settings);
        Summary summary = Summary.NONE;
        for (long seed = first; seed < end; seed++) {
            FaultProfile faults = profile.apply(seed);
            Run run = simulation.run(seed, faults.adversary(simulation.cluster(), seed), strategy);
            if (run.verdict() != Run.Verdict.HOLDS) {
                throw new AssertionError(
                        failure(simulation, run, seed, faults).mkString(System.lineSeparator()));
            }
            summary = summary.plus(run);
        }
        return summary;
    }

    private Vector<String> failure(Simulation simulation, Run run, long seed, FaultProfile faults) {
        Strategy own = strategy.of(seed);
        String place =
                "  in "
                        + settings
                        + "; "
                        + faults.name()
                        + (own.equals(Strategy.TIME) ? "" : ", strategy " + own)
                        + ", seed "
                        + seed;
        String again = "replay: the same with .seeds(" + seed + ", " + (seed + 1) + ")";
        if (run.violation().isEmpty()) {
            return Vector.of(
                    "inconclusive: a budget ran out before it was known whether the run holds",
                    place,
                    again);
        }
        Shrunk shrunk = Shrinker.of(simulation).within(Shrinker.PATIENCE).shrink(run);
        Run traced = simulation.with(simulation.options().tracing()).run(shrunk.after().story());
        return Vector.of(traced.violation().get().sentence(), place, "")
                .appendAll(StoryText.lines(traced))
                .append("")
                .appendAll(Diagram.of(traced).ascii().lines().toList())
                .append("")
                .append(shrunk.sentence())
                .append(again);
    }
}
