package dev.rehearsal.jqwik;

import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.shrink.Shrinker;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.FromData;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sets up properties that have a plan among their parameters, sees what they run, and reports how
 * they fail. jqwik loads it; authors of tests have no use for it.
 *
 * <p>What an author wrote into {@code @Property} stays, except that shrinking is never bounded by
 * time: jqwik would shrink on another thread, which it does not stop when the time is over, and on
 * which the next property then waits. Shrinking has a budget of its own, in runs.
 */
public final class PlanHook implements AroundPropertyHook, AroundTryHook {

    private static final int OUTERMOST = -1_000;

    /** For jqwik. */
    public PlanHook() {}

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public boolean appliesTo(Optional<AnnotatedElement> element) {
        return element.filter(Method.class::isInstance)
                .map(Method.class::cast)
                .filter(PlanHook::hasPlan)
                .isPresent();
    }

    /** Also within a list or another type with parameters. */
    private static boolean hasPlan(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .anyMatch(type -> type.getTypeName().contains(Plan.class.getName()));
    }

    @Override
    public int aroundPropertyProximity() {
        return OUTERMOST;
    }

    @Override
    public int aroundTryProximity() {
        return OUTERMOST;
    }

    @Override
    public PropertyExecutionResult aroundProperty(
            PropertyLifecycleContext context, PropertyExecutor property) throws Exception {
        Vector<Long> seeds = seeds(Replay.SEED);
        seeds(Replay.JQWIK_SEED).forEach(seed -> context.attributes().setSeed(Long.toString(seed)));
        Ledger ledger = new Ledger(seeds, shrinkRuns());
        setUp(context, ledger);
        PropertyExecutionResult result = ledger.during(property::execute);
        if (result.status() == PropertyExecutionResult.Status.FAILED) {
            return report(ledger, context, result);
        }
        if (Boolean.getBoolean(Replay.STATISTICS)) {
            context.reporter().publishValue("rehearsal", ledger.statistics());
        }
        if (ledger.isVerbose() && !ledger.last().isEmpty()) {
            context.reporter().publishValue("rehearsal", Report.verbose(ledger.last()));
        }
        return result;
    }

    private static Vector<Long> seeds(String property) {
        return Option.of(System.getProperty(property))
                .map(text -> Seeds.parse(property, text))
                .getOrElse(Vector.empty());
    }

    private static int shrinkRuns() {
        String text = System.getProperty(Replay.SHRINK_RUNS);
        if (text == null) {
            return Shrinker.RUNS_DEFAULT;
        }
        Vector<Long> all = Seeds.parse(Replay.SHRINK_RUNS, text);
        long runs = all.head();
        if (all.size() > 1 || runs < 0 || runs > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    Replay.SHRINK_RUNS
                            + " must be one number in [0, 2147483647]: "
                            + Replay.SHRINK_RUNS
                            + "="
                            + text);
        }
        return (int) runs;
    }

    private static void setUp(PropertyLifecycleContext context, Ledger ledger) {
        PropertyAttributes attributes = context.attributes();
        boolean isData = context.findAnnotation(FromData.class).isPresent();
        if (ledger.isVerbose()) {
            attributes.setTries(1);
            attributes.setAfterFailure(AfterFailureMode.RANDOM_SEED);
        }
        if (!ledger.shrinks()) {
            attributes.setShrinking(ShrinkingMode.OFF);
        }
        if (attributes.shrinking().filter(mode -> mode == ShrinkingMode.OFF).isEmpty()) {
            attributes.setShrinking(ShrinkingMode.FULL);
        }
        if (attributes.generation().isEmpty() && !isData) {
            attributes.setGeneration(GenerationMode.RANDOMIZED);
        }
        if (attributes.edgeCases().isEmpty() && Replay.hasOnlyPlans(context.targetMethod())) {
            attributes.setEdgeCases(EdgeCasesMode.NONE);
        }
        if (attributes.afterFailure().isEmpty()) {
            // A shrunk sample cannot be made again before the property has run.
            attributes.setAfterFailure(AfterFailureMode.PREVIOUS_SEED);
        }
    }

    private static PropertyExecutionResult report(
            Ledger ledger, PropertyLifecycleContext context, PropertyExecutionResult result) {
        Option<Attempt> failure =
                Option.ofOptional(result.falsifiedParameters()).flatMap(ledger::failure);
        failure.forEach(PlanHook::store);
        return failure.flatMap(
                        last -> Report.of(ledger, last, context, Option.ofOptional(result.seed())))
                .map(error -> result.mapTo(PropertyExecutionResult.Status.FAILED, error))
                .getOrElse(result);
    }

    /** Writes the story as a failure file, when a folder for regressions is named. */
    private static void store(Attempt last) {
        String folder = System.getProperty(Replay.REGRESSIONS);
        for (PlanResult result : last.failing()) {
            if (folder != null && result.run().violation().isDefined()) {
                Failure failure =
                        Failure.of(result.run())
                                .from(result.plan().seed(), result.plan().profile().name());
                FailureFile.write(failure, Path.of(folder).resolve(failure.fileName()));
            }
        }
    }

    @Override
    public TryExecutionResult aroundTry(
            TryLifecycleContext context, TryExecutor call, List<Object> parameters) {
        return Ledger.current()
                .map(ledger -> ledger.attempt(parameters, () -> call.execute(parameters)))
                .getOrElse(() -> call.execute(parameters));
    }
}
