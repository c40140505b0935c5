package dev.rehearsal.junit;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Map;
import io.vavr.collection.TreeMap;

import java.util.HexFormat;

/**
 * Some seeds of a scenario, to be run under a fault profile in a plain test: {@code
 * Rehearsal.simulate(scenario).seeds(0, 1000).assertHolds()}.
 *
 * <p>Shape: an immutable value. Unless said otherwise it runs the seeds 0 to 99 under {@link
 * FaultProfile#LOSSY}.
 *
 * <p>Order and determinism: seeds in their order, on the thread of the caller, up to the first that
 * does not hold; the outcome is a function of scenario, profile and seeds.
 *
 * @param settings what is run
 * @param faults the name of a ready profile, for {@code swarm} another for each seed; none for
 *     {@code profile}
 * @param profile counts when {@code faults} is empty
 * @param from the first seed
 * @param to the seed behind the last
 */
public record Rehearsal(
        Settings settings, String faults, FaultProfile profile, long from, long to) {

    private static final int SEEDS = 100;

    /**
     * What came of all the runs.
     *
     * @param runs how many there were
     * @param vacuous how many of them say nothing: no fault made a difference, or nothing was
     *     answered
     * @param tallies of the faults, by kind
     */
    public record Summary(long runs, long vacuous, Map<String, Run.Tally> tallies) {

        private Summary plus(Run run) {
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

    /** Refuses an empty range. */
    public Rehearsal {
        if (from >= to) {
            throw new IllegalArgumentException("there must be a seed: from=" + from + " to=" + to);
        }
    }

    /** A scenario in which every parameter has its default and no bug is planted. */
    public static Rehearsal simulate(Scenario scenario) {
        return simulate(scenario.settings());
    }

    /** A scenario with some settings. */
    public static Rehearsal simulate(Settings settings) {
        return new Rehearsal(settings, "", FaultProfile.LOSSY, 0, SEEDS);
    }

    /** The seeds from the first up to, and without, the last. */
    public Rehearsal seeds(long first, long last) {
        return new Rehearsal(settings, faults, profile, first, last);
    }

    /** Under a profile of one's own. */
    public Rehearsal under(FaultProfile other) {
        return new Rehearsal(settings, "", other, from, to);
    }

    /**
     * Under a ready profile.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public Rehearsal under(String name) {
        return new Rehearsal(settings, name, FaultProfile.named(name, from), from, to);
    }

    /**
     * Runs the seeds.
     *
     * @return what the faults did
     * @throws AssertionError at the first seed that does not hold or has no verdict, with the
     *     shrunk story, what happened in it, and how to see it again
     */
    public Summary assertHolds() {
        Simulation simulation = Simulation.of(settings);
        Summary summary = new Summary(0, 0, TreeMap.empty());
        for (long seed = from; seed < to; seed++) {
            FaultProfile drawn = faults.isEmpty() ? profile : FaultProfile.named(faults, seed);
            Run run = simulation.run(seed, drawn.adversary(simulation.cluster(), seed));
            summary = summary.plus(run);
            if (run.verdict() != Run.Verdict.HOLDS) {
                throw new AssertionError(report(simulation, run, drawn, seed));
            }
        }
        return summary;
    }

    private static String report(
            Simulation simulation, Run found, FaultProfile profile, long seed) {
        String origin =
                found.story().settings().scenario().name()
                        + ", seed 0x"
                        + HexFormat.of().toHexDigits(seed)
                        + ", faults "
                        + profile.name();
        if (found.violation().isEmpty()) {
            return "inconclusive: a budget ran out before there was a verdict: " + origin;
        }
        Run small = Shrinker.of(simulation).shrink(found).after();
        Run shown = simulation.with(Simulation.Options.DEFAULT.verbose()).run(small.story());
        StringBuilder text = new StringBuilder();
        text.append("violated: ").append(shown.violation().get().property());
        text.append(" in ").append(origin).append('\n');
        text.append("  ").append(shown.violation().get().message()).append('\n');
        text.append("the story, shrunk\n");
        for (PlannedOperation operation : shown.story().operations()) {
            text.append("  ").append(operation.name()).append(": ");
            text.append(operation.input()).append('\n');
        }
        for (Departure departure : shown.story().departures()) {
            text.append("  ").append(departure).append('\n');
        }
        text.append("what happened\n").append(Diagram.of(shown).ascii()).append('\n');
        text.append("see it again: .seeds(0x").append(HexFormat.of().toHexDigits(seed));
        text.append("L, 0x").append(HexFormat.of().toHexDigits(seed + 1)).append("L)");
        return text.toString();
    }
}
