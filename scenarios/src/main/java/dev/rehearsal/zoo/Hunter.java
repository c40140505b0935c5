package dev.rehearsal.zoo;

import dev.rehearsal.counterexample.Fewest;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.Replay;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.Tuple;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.function.LongSupplier;

/**
 * Measures how soon bugs are found, and that healthy scenarios raise no alarm.
 *
 * <p>Shape: each seed is run as {@code rehearse run SCENARIO --variant BUG --faults swarm --seed N}
 * runs it. A bug is hunted from five start seeds, each time through consecutive seeds until one
 * fails or the budget of processor time is used; when three hunts have failed the median is settled
 * and the others are left out. The find with the smallest run is shrunk: that may take far longer,
 * and is work of its own.
 *
 * <p>Determinism: which seed finds a bug, and what it shrinks to in a number of steps, are a
 * function of the code. Only whether a budget lasts until then depends on the machine, and the
 * figures of processor time.
 *
 * <p>A hunter has no state; many threads may use one at once.
 *
 * @param budgetNanos of processor time for each hunt
 * @param shrinkSteps that all runs of a search for a smaller story may take together
 * @param statesMax that a search of all states for fewer things than a story has may visit; 0 for
 *     none
 * @param clock the processor time of the present thread, in nanoseconds
 * @param place where and when this is
 */
public record Hunter(
        long budgetNanos, long shrinkSteps, long statesMax, LongSupplier clock, Place place) {

    /** The one profile of faults for all bugs. */
    public static final String FAULTS = "swarm";

    /** How many hunts a bug gets. */
    public static final int HUNTS = 5;

    private static final int PROBED = 10;

    /** The seed at which a hunt begins; no hunt comes as far as the next one. */
    static long first(int hunt) {
        return (long) hunt << 32;
    }

    // ---------------------------------------------------------------------------------------- bugs

    /** Hunts a bug. */
    public Entry hunt(Bug bug) {
        Vector<Hunt> hunts = Vector.empty();
        int missed = 0;
        for (int n = 0; n < HUNTS && missed <= HUNTS / 2; n++) {
            Hunt hunt = hunt(bug, first(n));
            hunts = hunts.append(hunt);
            missed += hunt.finds(bug) ? 0 : 1;
        }
        return new Entry(
                bug.name(), probe(bug.settings()), budgetNanos, hunts, Option.none(), place);
    }

    /** A story, and the entry that says how small it is. */
    public record Told(Entry entry, Failure story) {}

    /** Shrinks the find with the smallest run, where there is any. */
    public Option<Told> shrink(Bug bug, Entry entry) {
        return entry.hunts()
                .filter(hunt -> hunt.finds(bug))
                .flatMap(Hunt::find)
                .map(find -> Tuple.of(find, run(bug.settings(), find.seed())))
                .minBy(one -> one._2.steps())
                .map(one -> {
                    Failure story = shrink(one._1.seed(), one._2);
                    Entry.Smallest smallest = Entry.Smallest.of(shrinkSteps, story);
                    return searched(new Told(entry.told(smallest), story));
                });
    }

    /** Holds a story against a search of all states, where it still fails as it says. */
    public Told searched(Told told) {
        if (statesMax == 0) {
            return told;
        }
        Run run = Replay.of(told.story()).run();
        if (!run.fails(told.story().signature())) {
            return told;
        }
        Entry.Searched searched = new Entry.Searched(statesMax, Fewest.of(run, statesMax));
        long steps =
                told.entry().smallest().map(Entry.Smallest::shrinkSteps).getOrElse(shrinkSteps);
        Entry.Smallest small = Entry.Smallest.of(steps, told.story()).with(searched);
        return new Told(told.entry().told(small), told.story());
    }

    /** Whether a search today would not say more of a story. */
    public boolean isSearched(Entry entry) {
        return entry.smallest()
                .forAll(small ->
                        small.reached().exists(Fewest.Reached::isLeast)
                                || small.searched().map(Entry.Searched::statesMax).getOrElse(0L)
                                        >= statesMax);
    }

    /** Whether that is the story of which an entry says how small it is. */
    public boolean isStoryOf(Entry entry, Failure story) {
        return story.shrinking().isDefined()
                && entry.smallest()
                        .exists(small -> {
                            Entry.Smallest kept = Entry.Smallest.of(small.shrinkSteps(), story);
                            return kept.property().equals(small.property())
                                    && kept.operations() == small.operations()
                                    && kept.decisions() == small.decisions()
                                    && kept.steps() == small.steps();
                        });
    }

    /**
     * Whether a measurement says all that one of today would: the code has not changed, and what
     * was not found was given as much.
     */
    public boolean isSettled(Entry entry, Bug bug) {
        return entry.probe() == probe(bug.settings())
                && (entry.isDetected(bug) || entry.budgetNanos() >= budgetNanos);
    }

    /** Whether shrinking today would not tell a find in fewer things. */
    public boolean isTold(Entry entry, Bug bug) {
        return entry.found(bug) == 0
                || entry.smallest()
                        .exists(small -> small.oneMinimal() || small.shrinkSteps() >= shrinkSteps);
    }

    private Hunt hunt(Bug bug, long first) {
        long begun = clock.getAsLong();
        long inconclusive = 0;
        long spent = 0;
        long seed = first;
        while (spent < budgetNanos) {
            Run run = run(bug.settings(), seed);
            spent = clock.getAsLong() - begun;
            switch (run.verdict()) {
                case HOLDS -> {}
                case INCONCLUSIVE -> inconclusive++;
                case VIOLATED -> {
                    return new Hunt(
                            first,
                            seed + 1 - first,
                            inconclusive,
                            spent,
                            Option.some(find(seed, run)));
                }
            }
            seed++;
        }
        return new Hunt(first, seed - first, inconclusive, spent, Option.none());
    }

    private Failure shrink(long seed, Run run) {
        Shrunk shrunk =
                Shrinker.of(Simulation.of(run.story().settings())).steps(shrinkSteps).shrink(run);
        return Failure.of(shrunk).from(seed, FAULTS);
    }

    // ------------------------------------------------------------------------------------- healthy

    /**
     * Runs more seeds of a scenario without a bug, at most one budget long.
     *
     * @param before its ledger, where the seeds go on
     * @param seeds how many are to be run in all of the scenario as it is now
     * @return the next part of the ledger; one without seeds when there is nothing left to do
     */
    public Watch watch(Scenario scenario, Vector<Watch> before, long seeds) {
        long probe = probe(scenario.settings());
        long done =
                before.filter(part -> part.probe() == probe).map(Watch::seeds).sum().longValue();
        long first = before.map(Watch::end).max().getOrElse(0L);
        long end = first + Math.max(0, seeds - done);
        Vector<Long> inconclusive = Vector.empty();
        Vector<Hunt.Find> alarms = Vector.empty();
        long begun = clock.getAsLong();
        long spent = 0;
        long seed = first;
        while (seed < end && spent < budgetNanos) {
            Run run = run(scenario.settings(), seed);
            switch (run.verdict()) {
                case HOLDS -> {}
                case INCONCLUSIVE -> inconclusive = inconclusive.append(seed);
                case VIOLATED -> alarms = alarms.append(find(seed, run));
            }
            seed++;
            spent = clock.getAsLong() - begun;
        }
        return new Watch(
                scenario.name(), probe, first, seed - first, inconclusive, alarms, spent, place);
    }

    // ---------------------------------------------------------------------------------------- runs

    private static Hunt.Find find(long seed, Run run) {
        return new Hunt.Find(
                seed, run.violation().get().property(), run.violation().get().signature());
    }

    /** A run that depends on settings and seed alone. */
    private static Run run(Settings settings, long seed) {
        FaultChoice faults = FaultChoice.named(FAULTS);
        return faults.run(faults.simulation(settings, seed), seed);
    }

    /** A hash of the first runs. */
    static long probe(Settings settings) {
        long hash = 0;
        for (long seed = 0; seed < PROBED; seed++) {
            hash = 31 * hash + run(settings, seed).traceHash();
        }
        return hash;
    }
}
