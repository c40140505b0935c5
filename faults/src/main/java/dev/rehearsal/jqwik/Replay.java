package dev.rehearsal.jqwik;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Strategy;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.MethodLifecycleContext;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;

/** The commands that show a failure again. */
final class Replay {

    static final String SEED = "rehearsal.seed";
    static final String JQWIK_SEED = "rehearsal.jqwik.seed";

    /** Whether each property says what its faults did. */
    static final String STATISTICS = "rehearsal.statistics";

    /** The folder into which the stories of failing properties are written. */
    static final String REGRESSIONS = "rehearsal.regressions";

    static final String SHRINK_RUNS = "rehearsal.shrink.runs";

    private Replay() {}

    /**
     * The command for a scenario of the catalogue under a profile that the command line knows; none
     * where it would run another one: under {@code swarm} it draws a shape, and a property does
     * not.
     */
    static Option<String> scenario(PlanResult result) {
        Plan plan = result.plan();
        Settings settings = result.run().story().settings();
        if (!isInCatalogue(settings.scenario())
                || !isReady(plan)
                || !FaultChoice.named(plan.profile().name())
                        .settings(settings, plan.seed())
                        .equals(settings)) {
            return Option.none();
        }
        Settings usual = settings.scenario().settings();
        String set =
                settings.values()
                        .filter(entry -> !usual.values().get(entry._1).contains(entry._2))
                        .map(entry -> " --set " + entry._1 + "=" + entry._2)
                        .mkString();
        return Option.some(
                "./rehearse run "
                        + settings.scenario().name()
                        + settings.variant().map(bug -> " --variant " + bug).getOrElse("")
                        + set
                        + " --faults "
                        + plan.profile().name()
                        + (plan.strategy().equals(Strategy.TIME)
                                ? ""
                                : " --strategy " + plan.strategy())
                        + " --seed "
                        + Seeds.format(plan.seed()));
    }

    private static boolean isInCatalogue(Scenario scenario) {
        return ServiceLoader.load(Scenario.class).stream()
                .anyMatch(provider -> provider.type() == scenario.getClass());
    }

    private static boolean isReady(Plan plan) {
        return Arrays.stream(Profile.values())
                .anyMatch(ready -> ready.profile(plan.seed()).equals(plan.profile()));
    }

    /**
     * The command for the property: with the seeds of its plans, or with jqwik's own when it has
     * other parameters, too.
     */
    static String property(
            MethodLifecycleContext context, List<Object> parameters, Option<String> jqwikSeed) {
        String test = context.containerClass().getName() + "#" + context.targetMethod().getName();
        Vector<Plan> plans =
                Vector.ofAll(parameters).filter(Plan.class::isInstance).map(Plan.class::cast);
        String seed =
                hasOnlyPlans(context.targetMethod()) || jqwikSeed.isEmpty()
                        ? SEED + "=" + plans.map(plan -> Seeds.format(plan.seed())).mkString(",")
                        : JQWIK_SEED + "=" + jqwikSeed.get();
        String runs = System.getProperty(SHRINK_RUNS);
        return MavenProject.current().test(test)
                + (runs == null ? "" : " -D" + SHRINK_RUNS + "=" + runs)
                + " -D"
                + seed;
    }

    /** Whether all that is drawn for a property are plans. */
    static boolean hasOnlyPlans(Method property) {
        return Arrays.stream(property.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(ForAll.class))
                .allMatch(parameter -> parameter.getType() == Plan.class);
    }
}
