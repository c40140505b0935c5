package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Shrinks a failing run over operations, faults and delays together, to the story that every run of
 * the same failure is told as.
 *
 * <p>Shape: first downhill, from the run that was found, as far as single exchanges lead; then all
 * stories that are not larger, the smallest first, until one fails. The result fails with the same
 * {@linkplain dev.rehearsal.simulation.Violation#signature signature}, and nothing can be taken
 * away from it. When the second search came to its end the story is {@link Standing#CANONICAL}, the
 * first of its kinds of fault whatever the seed, no fault of which can be told as a simpler part of
 * it; else {@link Standing#LOCAL}.
 *
 * <p>Order: fewer operations and departures; fewer departures; simpler kinds; then by who asks what
 * and when. Only kinds of fault that are left after the first search are tried in the second, each
 * alone before all together, and at least one of them when there is any, so that a failure is not
 * exchanged for a smaller one that has another reason. A fault may become another kind of fault
 * only where that is a part of what it did, as a lost message is one that is late for good.
 *
 * <p>Determinism: a function of simulation, run and budget; the budget counts runs and their steps.
 * Only who asks for {@linkplain #within a limit of time} gets a result that depends on the machine.
 * What one shrinker has searched it remembers; the result is the same as that of a new one. Not for
 * several threads at once.
 *
 * <p>Source: Zeller and Hildebrandt, <i>Simplifying and Isolating Failure-Inducing Input</i>, TSE
 * 2002, for the removal.
 */
public final class Shrinker {

    /** How many simulations a search may take that was given no budget. */
    public static final int RUNS_DEFAULT = 100_000;

    /** How many steps those may have together: a search takes a minute or so. */
    public static final long STEPS_DEFAULT = 40_000_000;

    /** How long the tools of this project search, where a single run is slow. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** From a story that no search gets to it gets one of so many parts of what is left. */
    private static final int FAR_PARTS = 2;

    /** So many kinds of failure are remembered, the ones that were asked for last. */
    private static final int REMEMBERED_MAX = 64;

    private record Failing(
            String signature, Vector<FaultKind> kinds, Heal heal, Vector<Departure> kept) {}

    private final Simulation simulation;
    private final int runsMax;
    private final long stepsMax;
    private final long nanosMax;
    private final LongSupplier clock;
    private final boolean cluster;
    private final Vector<Departure> kept;
    private final Alphabet alphabet;
    private final Grammar grammar;
    private @Nullable Curtain curtain;
    private final Map<Failing, Canon> canons = new LinkedHashMap<>(16, 0.75f, true);

    private Shrinker(
            Simulation simulation,
            int runsMax,
            long stepsMax,
            long nanosMax,
            LongSupplier clock,
            boolean cluster,
            Vector<Departure> kept) {
        this.simulation = simulation;
        this.runsMax = runsMax;
        this.stepsMax = stepsMax;
        this.nanosMax = nanosMax;
        this.clock = clock;
        this.cluster = cluster;
        this.kept = kept;
        this.alphabet = new Alphabet(simulation.cluster());
        this.grammar = new Grammar(simulation.cluster());
    }

    /** A shrinker for runs of a simulation. */
    public static Shrinker of(Simulation simulation) {
        return new Shrinker(
                simulation,
                RUNS_DEFAULT,
                STEPS_DEFAULT,
                Long.MAX_VALUE,
                System::nanoTime,
                false,
                Vector.empty());
    }

    /**
     * The same with another budget. With more runs than usual it may take more steps than usual, by
     * the same factor.
     */
    public Shrinker budget(int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1: runs=" + runs);
        }
        return new Shrinker(
                simulation,
                runs,
                (long) (STEPS_DEFAULT * Math.max(1.0, (double) runs / RUNS_DEFAULT)),
                nanosMax,
                clock,
                cluster,
                kept);
    }

    /** The same with another limit of what all runs together may take in steps. */
    public Shrinker steps(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: limit=" + limit);
        }
        return new Shrinker(simulation, runsMax, limit, nanosMax, clock, cluster, kept);
    }

    /**
     * The same, but a search ends after that time, whatever its budget in runs. A quarter is kept
     * back for the check that nothing can be taken away.
     */
    public Shrinker within(Duration limit) {
        return within(limit, System::nanoTime);
    }

    /** The same with a clock in nanoseconds. */
    Shrinker within(Duration limit, LongSupplier nanoClock) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit must be positive: limit=" + limit);
        }
        return new Shrinker(
                simulation, runsMax, stepsMax, limit.toNanos(), nanoClock, cluster, kept);
    }

    /**
     * The same, but in the end the numbers among the scenario's parameters become as small as they
     * can: the result is then a story of other settings.
     */
    public Shrinker withSmallestCluster() {
        return new Shrinker(simulation, runsMax, stepsMax, nanosMax, clock, true, kept);
    }

    /**
     * The same, but of stories that have these departures: so that what was found by a choice, for
     * instance, is not exchanged for what fails alike without it. They count as needed, whether or
     * not the story passes without them.
     */
    public Shrinker keeping(Vector<Departure> departures) {
        return new Shrinker(simulation, runsMax, stepsMax, nanosMax, clock, cluster, departures);
    }

    /**
     * The smallest story found that fails as this run does.
     *
     * @throws IllegalArgumentException when the run has no violation
     */
    public Shrunk shrink(Run failing) {
        if (failing.violation().isEmpty()) {
            throw new IllegalArgumentException(
                    "only a failing run can be shrunk: verdict=" + failing.verdict());
        }
        Violation violation = failing.violation().get();
        Probe probe = Probe.of(simulation, violation);
        Budget budget = new Budget(runsMax, stepsMax, nanosMax, clock);
        Descent descent = new Descent(probe, failing, alphabet, kept, budget);
        Run least = budget.part(2, descent::run);
        boolean exhausted = !descent.isCut();
        Standing standing = Standing.LOCAL;
        if (!budget.isSpent() && least.story().heal().unhealed().isEmpty()) {
            Run reached = least;
            int parts = Elements.count(reached.story()) > Canon.ELEMENTS_MAX ? FAR_PARTS : 1;
            switch (budget.part(parts, () -> inTime(probe, reached, failing.story(), budget))) {
                case Canon.Outcome.First(Run first) -> {
                    least = first;
                    standing = Standing.CANONICAL;
                    exhausted = true;
                }
                case Canon.Outcome.None() -> {}
                case Canon.Outcome.Cut(Option<Run> run) -> {
                    least = run.getOrElse(least);
                    exhausted = false;
                }
            }
        }
        if (cluster) {
            least = new SmallerCluster(simulation, least, kept, budget).run();
        }
        Probe last =
                cluster
                        ? Probe.of(
                                Simulation.of(least.story().settings()).with(simulation.options()),
                                violation)
                        : probe;
        boolean oneMinimal = OneMinimal.is(last, least, kept, budget);
        Budget.Spent spent = budget.spent();
        return new Shrunk(
                failing, least, spent.runs(), spent.steps(), oneMinimal, exhausted, standing);
    }

    /**
     * Whether nothing can be taken away alone from the story of a failing run, which then holds or
     * fails in another way.
     */
    public boolean isOneMinimal(Run failing) {
        Violation violation =
                failing.violation()
                        .getOrElseThrow(() ->
                                new IllegalArgumentException(
                                        "only a failing run can be minimal: verdict="
                                                + failing.verdict()));
        return OneMinimal.is(
                Probe.of(simulation, violation),
                failing,
                kept,
                new Budget(runsMax, stepsMax, nanosMax, clock));
    }

    /**
     * The faults of a canonical story stop when they usually do; where that is too soon for a
     * failure, when they did in the run that was found.
     */
    private Canon.Outcome inTime(Probe probe, Run least, Story found, Budget budget) {
        Story story = least.story();
        if (!story.heal().comes()) {
            return simplest(probe, story, Heal.NEVER, budget);
        }
        Canon.Outcome outcome = simplest(probe, story, Heal.USUAL, budget);
        boolean isLate = Math.min(least.nanos(), story.heal().atNanos()) > Heal.USUAL.atNanos();
        return isLate && outcome instanceof Canon.Outcome.None
                ? simplest(probe, story, Heal.at(found.heal().atNanos()), budget)
                : outcome;
    }

    /**
     * The first story of the kinds of fault that a story has; and where one of its departures is
     * needed in part only, the first of the kinds that are needed.
     */
    private Canon.Outcome simplest(Probe probe, Story least, Heal heal, Budget budget) {
        Canon.Outcome outcome =
                Elements.count(least) > Canon.ELEMENTS_MAX
                        ? smallestFirst(probe, least, heal, budget)
                        : canonical(probe, least, heal, Canon.ELEMENTS_MAX, budget);
        return switch (outcome) {
            case Canon.Outcome.First(Run first) -> inPart(probe, first, true, budget);
            case Canon.Outcome.Cut(Option<Run> run) ->
                    run.map(some -> inPart(probe, some, false, budget)).getOrElse(outcome);
            case Canon.Outcome.None() -> outcome;
        };
    }

    /**
     * The simplest story with a part in place of a departure, or that of the run; of the same kinds
     * one is tried.
     *
     * @param isFirst whether it is known to be the first of its kinds
     */
    private Canon.Outcome inPart(Probe probe, Run run, boolean isFirst, Budget budget) {
        Story story = run.story();
        boolean cut = !isFirst;
        Set<Vector<FaultKind>> seen = new HashSet<>();
        for (int i = 0; i < story.departures().size() && !budget.isSpent(); i++) {
            for (Departure part : Parts.of(story, i, probe, budget)) {
                Story other = story.withDepartures(story.departures().update(i, part));
                Vector<FaultKind> kinds = Level.of(other).kinds();
                if (!seen.contains(kinds)
                        && !budget.isSpent()
                        && Elements.keeps(other, kept)
                        && happensAndFails(probe.run(other, budget), probe)) {
                    seen.add(kinds);
                    Canon.Outcome simpler =
                            budget.part(2, () -> simplest(probe, other, other.heal(), budget));
                    switch (simpler) {
                        case Canon.Outcome.First _ -> {
                            return simpler;
                        }
                        case Canon.Outcome.Cut(Option<Run> some) -> {
                            if (some.isDefined()) {
                                return simpler;
                            }
                            cut = true;
                        }
                        case Canon.Outcome.None() -> {}
                    }
                }
            }
        }
        return found(run, cut || budget.isSpent());
    }

    private static boolean happensAndFails(Run run, Probe probe) {
        return run.unused().isEmpty() && probe.fails(run);
    }

    /**
     * From a story that no search gets to: all that have two things, then three, and so on. What it
     * finds is small, and not known to be the first: a larger one of a single kind comes before it.
     */
    private Canon.Outcome smallestFirst(Probe probe, Story least, Heal heal, Budget budget) {
        for (int elements = 2; elements <= Canon.ELEMENTS_MAX && !budget.isSpent(); elements++) {
            Option<Run> found =
                    switch (canonical(probe, least, heal, elements, budget)) {
                        case Canon.Outcome.First(Run first) -> Option.some(first);
                        case Canon.Outcome.Cut(Option<Run> run) -> run;
                        case Canon.Outcome.None() -> Option.none();
                    };
            if (found.isDefined()) {
                return new Canon.Outcome.Cut(found);
            }
        }
        return new Canon.Outcome.Cut();
    }

    /** Looks under each kind of fault alone first: what needs one is not told with two. */
    private Canon.Outcome canonical(
            Probe probe, Story least, Heal heal, int elementsMax, Budget budget) {
        Level bound = Level.of(least);
        Vector<FaultKind> kinds = bound.kinds().distinct();
        if (curtain == null) {
            curtain = Curtain.of(simulation, alphabet);
        }
        budget.again(curtain.spent());
        Workloads workloads =
                new Workloads(alphabet, simulation.cluster().clients(), curtain.nanos());
        boolean cut = false;
        for (int i = 0; kinds.size() > 1 && i < kinds.size(); i++) {
            Canon alone = canon(probe, workloads, Vector.of(kinds.get(i)), heal);
            int parts = kinds.size() + 1 - i;
            Canon.Outcome outcome =
                    budget.part(parts, () -> alone.first(bound, elementsMax, budget));
            if (outcome instanceof Canon.Outcome.First(Run first)) {
                return found(first, cut);
            }
            cut |= outcome instanceof Canon.Outcome.Cut;
        }
        Canon.Outcome together =
                canon(probe, workloads, kinds, heal).first(bound, elementsMax, budget);
        return together instanceof Canon.Outcome.First(Run first) ? found(first, cut) : together;
    }

    private static Canon.Outcome found(Run run, boolean cut) {
        return cut ? new Canon.Outcome.Cut(Option.some(run)) : new Canon.Outcome.First(run);
    }

    private Canon canon(Probe probe, Workloads workloads, Vector<FaultKind> kinds, Heal heal) {
        Canon canon =
                canons.computeIfAbsent(
                        new Failing(probe.signature(), kinds, heal, kept),
                        _ -> new Canon(probe, kinds, heal, kept, workloads, grammar));
        if (canons.size() > REMEMBERED_MAX) {
            canons.remove(canons.keySet().iterator().next());
        }
        return canon;
    }
}
