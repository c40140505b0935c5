package dev.rehearsal.plain;

import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

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
    private final long first;
    private final long end;

    private Rehearsal(Settings settings, LongFunction<FaultProfile> profile, long first, long end) {
        this.settings = settings;
        this.profile = profile;
        this.first = first;
        this.end = end;
    }

    /** A scenario with its defaults. */
    public static Rehearsal simulate(Scenario scenario) {
        return simulate(scenario.settings());
    }

    /** A scenario with some settings. */
    public static Rehearsal simulate(Settings settings) {
        return new Rehearsal(settings, _ -> FaultProfile.LOSSY, 0, SEEDS_USUAL);
    }

    /** Under other faults. */
    public Rehearsal under(FaultProfile faults) {
        return new Rehearsal(settings, _ -> faults, first, end);
    }

    /** Under another profile for each seed: {@link FaultProfile#swarm}. */
    public Rehearsal underSwarm() {
        return new Rehearsal(settings, FaultProfile::swarm, first, end);
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
        return new Rehearsal(settings, profile, from, to);
    }

    /**
     * Runs the seeds, and demands that every property of the scenario be shown to hold in each run:
     * a history check whose budget ran out is a failure, too.
     *
     * @throws AssertionError with the seed, the violation, and the shrunk story
     */
    public void assertHolds() {
        Simulation simulation = Simulation.of(settings);
        for (long seed = first; seed < end; seed++) {
            FaultProfile faults = profile.apply(seed);
            Run run = simulation.run(seed, faults.adversary(simulation.cluster(), seed));
            if (run.verdict() != Run.Verdict.HOLDS) {
                throw new AssertionError(
                        failure(simulation, run, seed, faults).mkString(System.lineSeparator()));
            }
        }
    }

    private Vector<String> failure(Simulation simulation, Run run, long seed, FaultProfile faults) {
        String place = "  in " + settings + "; " + faults.name() + ", seed " + seed;
        String again = "replay: the same with .seeds(" + seed + ", " + (seed + 1) + ")";
        if (run.violation().isEmpty()) {
            return Vector.of(
                    "inconclusive: a budget ran out before it was known whether the run holds",
                    place,
                    again);
        }
        Shrunk shrunk = Shrinker.of(simulation).shrink(run);
        Run traced = simulation.with(simulation.options().tracing()).run(shrunk.after().story());
        return Vector.of(
                        traced.violation().get().property()
                                + " does not hold: "
                                + traced.violation().get().message(),
                        place)
                .appendAll(lines(traced.story()))
                .appendAll(Diagram.of(traced).ascii().lines().toList())
                .append(
                        "shrunk in "
                                + shrunk.runs()
                                + " runs from "
                                + things(run.story())
                                + " to "
                                + things(traced.story())
                                + ", "
                                + (shrunk.oneMinimal() ? "1-minimal" : "not 1-minimal")
                                + ", "
                                + shrunk.standing().label()
                                + (shrunk.exhausted() ? "" : ", ended by its budget"))
                .append(again);
    }

    private static Vector<String> lines(Story story) {
        return story.operations()
                .map(one -> "  " + one.name() + " " + one.input())
                .appendAll(story.departures().map(one -> "  " + one));
    }

    private static String things(Story story) {
        return count(story.operations().size(), "operation")
                + " and "
                + count(story.departures().size(), "departure");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
