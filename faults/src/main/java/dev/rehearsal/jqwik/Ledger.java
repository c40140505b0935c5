package dev.rehearsal.jqwik;

import dev.rehearsal.plain.Rehearsal.Summary;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.lifecycle.TryExecutionResult;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What one property has run so far. A plan says what happens and not in which scenario: that is
 * known only from what the property did with it, and shrinking needs to know.
 *
 * <p>Shape: one for each property, bound to the property's thread for as long as it is executed.
 */
final class Ledger {

    private static final ScopedValue<Ledger> CURRENT = ScopedValue.newInstance();

    private final Vector<Long> seeds;
    private final int runsMax;
    private final List<Attempt> falsified = new ArrayList<>();
    private final Map<Plan, Shrunk> shrunk = new HashMap<>();
    private Vector<PlanResult> open = Vector.empty();
    private Summary seen = Summary.NONE;
    private int seedsTaken;
    private int runs;
    private long steps;
    private long firstNanos;
    private boolean cut;

    /**
     * A ledger without entries.
     *
     * @param seeds of the plans, when they are not drawn
     * @param runsMax how many simulations shrinking may take
     */
    Ledger(Vector<Long> seeds, int runsMax) {
        this.seeds = seeds;
        this.runsMax = runsMax;
    }

    /** The ledger of the property that this thread is executing. */
    static Option<Ledger> current() {
        return CURRENT.isBound() ? Option.some(CURRENT.get()) : Option.none();
    }

    /** Executes a property with this ledger. */
    <T> T during(Callable<T> property) throws Exception {
        return ScopedValue.where(CURRENT, this).call(property::call);
    }

    /** Whether the runs keep what happened in them: when their seeds were asked for. */
    boolean isVerbose() {
        return !seeds.isEmpty();
    }

    /** Whether what fails is shrunk: unless the budget for it is nothing. */
    boolean shrinks() {
        return runsMax > 0;
    }

    /** The seed of the plan that is generated next; none when it is to be drawn. */
    Option<Long> nextSeed() {
        return seeds.isEmpty()
                ? Option.none()
                : Option.some(seeds.get(seedsTaken++ % seeds.size()));
    }

    void add(PlanResult result) {
        open = open.append(result);
        seen = seen.plus(result.run());
        if (!falsified.isEmpty()) {
            runs++;
            steps += result.run().steps();
        }
    }

    /** What the faults did in all runs so far, in one line. */
    String statistics() {
        return seen.toString();
    }

    /** The runs of the property's last call. */
    Vector<PlanResult> last() {
        return open;
    }

    /**
     * Executes one call of the property. After the first failure a call that fails another way
     * counts as invalid, so that shrinking does not slip from one bug to the next.
     */
    TryExecutionResult attempt(List<Object> parameters, Supplier<TryExecutionResult> call) {
        open = Vector.empty();
        TryExecutionResult result = call.get();
        if (!result.isFalsified()) {
            return result;
        }
        Attempt attempt = new Attempt(parameters, open, Option.ofOptional(result.throwable()));
        if (!falsified.isEmpty() && !attempt.signature().equals(first().signature())) {
            return TryExecutionResult.invalid();
        }
        if (falsified.isEmpty()) {
            firstNanos = System.nanoTime();
        }
        falsified.add(attempt);
        return result;
    }

    /** The failure that was found; there is one. */
    Attempt first() {
        return falsified.getFirst();
    }

    /** The last failure with these parameters. */
    Option<Attempt> failure(List<Object> parameters) {
        return Vector.ofAll(falsified).findLast(attempt -> attempt.parameters().equals(parameters));
    }

    /** The last failure with this plan among the parameters. */
    Option<Attempt> failure(Plan plan) {
        return Vector.ofAll(falsified)
                .findLast(attempt -> attempt.results().exists(run -> run.plan().equals(plan)));
    }

    /** The plan with the smallest story that fails as its run does, when that has a violation. */
    Option<Plan> smallest(Plan plan) {
        Option<Run> failing =
                failure(plan)
                        .flatMap(attempt -> attempt.failing(plan))
                        .map(PlanResult::run)
                        .filter(run -> run.violation().isDefined());
        return failing.map(run -> smallest(plan, run));
    }

    private Plan smallest(Plan plan, Run failing) {
        Story found = failing.story();
        Plan whole = plan.withStories(Vector.of(found));
        Shrunk result =
                shrunk.computeIfAbsent(
                        whole,
                        _ ->
                                Shrinker.of(Simulation.of(found.settings()))
                                        .budget(runsMax)
                                        .within(patience())
                                        .shrink(failing));
        Plan smallest = plan.withStories(Vector.of(result.after().story()));
        shrunk.put(smallest, result);
        return smallest;
    }

    /** How the plan came out of the search for the smallest story, if it did. */
    Option<Shrunk> search(Plan plan) {
        return Option.of(shrunk.get(plan));
    }

    /** Whether the smallest story was searched for. */
    boolean hasSearched() {
        return !shrunk.isEmpty();
    }

    /** As long as usual; longer in proportion when more runs than usual are asked for. */
    private Duration patience() {
        return Shrinker.PATIENCE.multipliedBy(Math.max(1, runsMax / Shrinker.RUNS_DEFAULT));
    }

    /** Whether no further run may be spent on shrinking; remembers that it was asked for. */
    boolean isSpent() {
        cut |=
                runs >= runsMax
                        || steps >= Shrinker.STEPS_DEFAULT
                        || System.nanoTime() - firstNanos >= patience().toNanos();
        return cut;
    }

    /** Whether the budget ended the shrinking through jqwik. */
    boolean isCut() {
        return cut;
    }

    /** The simulations since the first failure. */
    int runs() {
        return runs;
    }
}
